import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1] / "agent"))  # for `synthetic`
torch.set_num_threads(1)
