"""Colours of the page, computed from its style sheets: contrast of text (WCAG 2.2 AA), and what eyes can tell apart."""

import itertools
import pathlib
import re

import numpy as np
import pytest

from starleague.ui.art import inks

WEB = pathlib.Path(__file__).parents[3] / "web" / "src"
pytestmark = pytest.mark.skipif(not WEB.is_dir(), reason="the page's sources are not in the package")
SHEETS = ("style.css", "league/league.css")
SURFACES = ("--back", "--sheet", "--raised")  # what text without a background of its own may lie on
AA = 4.5
LARGE = 3.0  # for text of 24 px, or 18.66 px bold
# How eyes without one kind of cone see linear RGB: Machado, Oliveira, Fernandes 2009, severity 1.
EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}


def sheet():
    """(selector, declarations) of every rule, and the colours of all custom properties."""
    text = "\n".join((WEB / name).read_text() for name in SHEETS)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    rules = [
        (" ".join(selector.split()), dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", body)))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text)
    ]
    return rules, {name: value for _, declared in rules for name, value in declared.items() if name.startswith("--")}


RULES, NAMED = sheet()


def colours(value):
    """All colours that a value is made of, as (r, g, b, alpha)."""
    value = re.sub(r"var\((--[\w-]+)\)", lambda found: NAMED.get(found[1], ""), value)
    found = [(*(int(h * (2 if len(h) == 1 else 1), 16) for h in re.findall("." if len(word) == 3 else "..", word)), 1.0)
             for word in re.findall(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value)]
    found += [tuple(float(number) for number in numbers.split(",")) for numbers in re.findall(r"rgba\(([^)]*)\)", value)]
    return found


def over(colour, ground):
    """A colour that lets through, on one that does not."""
    return np.array(colour[:3], float) * colour[3] + np.array(ground[:3], float) * (1 - colour[3])


def linear(rgb):
    part = np.asarray(rgb, float)[:3] / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG: (L1 + 0.05) / (L2 + 0.05), L the relative luminance."""
    light = sorted(float(linear(rgb) @ (0.2126, 0.7152, 0.0722)) for rgb in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(rgb_linear):
    """CIE L*a*b* of linear sRGB, D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(rgb_linear, 0, 1) / (0.9505, 1.0, 1.089)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one, other, eyes):
    """Distance ΔE (1976) as these eyes see it."""
    return float(np.linalg.norm(lab(eyes @ linear(one)) - lab(eyes @ linear(other))))


def is_large(declared):
    size = re.search(r"([\d.]+)px", declared.get("font-size", ""))
    bold = float(re.sub(r"\D", "", declared.get("font-weight", "")) or 400) >= 650
    return bool(size) and float(size[1]) >= (18.66 if bold else 24)


def texts():
    """(selector, colour of text, colour behind it, what is asked)."""
    back = colours(NAMED["--back"])[0]
    for selector, declared in RULES:
        ink = declared.get("color") or declared.get("fill", "") if " text" in f" {selector}" else declared.get("color", "")
        if not ink or "transparent" in ink or "::before" in selector:
            continue
        behind = colours(declared.get("background", declared.get("background-color", "")))
        behind = behind or [colours(NAMED[name])[0] for name in SURFACES]
        for colour, ground in itertools.product(colours(ink), behind):
            solid = over(ground, back)
            yield selector, over(colour, solid), solid, LARGE if is_large(declared) else AA


def test_text_can_be_read():
    checked = list(texts())
    assert len(checked) > 60
    weak = {f"{selector}: {contrast(ink, ground):.2f}" for selector, ink, ground, least in checked if contrast(ink, ground) < least}
    assert not weak, sorted(weak)


def test_contrast_is_that_of_the_standard():
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)  # the well-known near miss


@pytest.mark.parametrize("eyes", EYES)
def test_players_are_apart_for_all_eyes(eyes):
    teams = [colours(ink["team"])[0] for ink in inks()["teams"]]
    assert len(teams) == 3
    for one, other in itertools.combinations(teams, 2):
        assert apart(one, other, EYES[eyes]) > 25, (one, other)


@pytest.mark.parametrize("eyes", EYES)
def test_roles_and_results_are_apart_for_all_eyes(eyes):
    roles = [colours(NAMED[name])[0] for name in ("--main-agent", "--main-exploiter", "--league-exploiter")]
    for one, other in (*itertools.combinations(roles, 2), (colours(NAMED["--wins"])[0], colours(NAMED["--loses"])[0])):
        assert apart(one, other, EYES[eyes]) > 15, (one, other)
