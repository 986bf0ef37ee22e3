import pytest
import yaml

from starleague.league import ConfigError, load_config
from starleague.league.config import config_from


@pytest.mark.parametrize("name", ["laptop", "alphastar"])
def test_presets_load_and_survive_the_way_back(name):
    config = load_config(name)
    assert config_from(config.as_mapping()) == config


def test_the_paper_is_in_the_alphastar_preset():
    config = load_config("alphastar")
    population = config.population
    learners = (population.main_agents, population.main_exploiters, population.league_exploiters)
    assert learners == (1, 1, 2) and len(config.races) == 3
    main, exploiter, league = config.main_agent, config.main_exploiter, config.league_exploiter
    assert (main.self_play, main.pfsp, main.forgotten) == (0.35, 0.50, 0.15)
    assert main.snapshot.timeout_steps == 2_000_000_000 and main.snapshot.above is None
    assert exploiter.struggling_below == 0.20 and exploiter.past_share == 0.5
    assert (exploiter.snapshot.above, exploiter.snapshot.timeout_steps) == (0.70, 4_000_000_000)
    assert (league.snapshot.above, league.snapshot.timeout_steps) == (0.70, 2_000_000_000)
    assert (exploiter.reset.chance, league.reset.chance) == (1.0, 0.25)
    assert config.decay == 0.99


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("main_agnet: {}", "there is no key 'main_agnet'; did you mean 'main_agent'?"),
        ("main_agent: {self_plya: 1}", "main_agent: there is no key 'self_plya'; did you mean 'self_play'?"),
        ("main_agent: {snapshot: {timeout: 5}}", "main_agent: snapshot: there is no key 'timeout'; did you mean"),
        ("main_agent: {self_play: 0.5}", "must add up to 1, not 1.15"),
        ("main_exploiter: {past_share: 2}", "main_exploiter: past_share: must lie between 0 and 1, not 2"),
        ("decay: fast", "decay: must be a number, not 'fast'"),
        ("decay: true", "decay: must be a number, not True"),
        ("population: {main_agents: 1.5}", "population: main_agents: must be a whole number, not 1.5"),
        ("population: [1]", "population: must hold keys and values"),
        ("races: [terran, human]", "races: 'human' is none of terran, zerg, protoss"),
        ("races: terran", "races: must be a list"),
        ("yardsticks: [{level: 3}]", "yardsticks[0]: name must be given"),
        ("yardsticks: [{name: x, level: 30}]", "yardsticks[0]: level: of the built-in computer must lie between"),
        ("zzz: 1", "there is no key 'zzz' (keys: races, "),
    ],
)
def test_errors_name_the_key(text, message):
    with pytest.raises(ConfigError) as error:
        config_from(yaml.safe_load(text), source="my.yaml")
    assert str(error.value).startswith("my.yaml: ") and message in str(error.value)


def test_numbers_as_people_write_them():
    mapping = yaml.safe_load("main_agent: {snapshot: {timeout_steps: 2e9}}")
    assert config_from(mapping).main_agent.snapshot.timeout_steps == 2_000_000_000


def test_a_file_of_ones_own(tmp_path):
    (tmp_path / "mine.yaml").write_text("races: [zerg]")
    assert load_config(tmp_path / "mine.yaml").races == ("zerg",)
    (tmp_path / "broken.yaml").write_text("races: [zerg")
    with pytest.raises(ConfigError, match=r"broken\.yaml: not valid YAML"):
        load_config(tmp_path / "broken.yaml")
    with pytest.raises(ConfigError, match=r"neither a file nor a preset \(presets: alphastar, laptop"):
        load_config("desktop")
