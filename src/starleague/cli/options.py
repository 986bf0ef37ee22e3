"""Options that several commands have."""

from typing import Annotated

import tyro

Json = Annotated[bool, tyro.conf.arg(help="print one JSON object on the last line")]
