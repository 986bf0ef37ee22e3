"""Small charts as SVG text. Colours are CSS variables, so that one drawing serves light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np

WIDTH = 960  # [px] of every drawing; the page scales it
BAR = 12.0  # [px] width of a flow chart's nodes
LABELS = 190  # [px] kept free on the right of curves


class Curve(NamedTuple):
    label: str
    colour: str  # CSS
    points: Sequence[tuple[float, float]]
    marks: Sequence[tuple[float, float, str]] = ()  # x, y, tooltip
    dashed: bool = False


class Flow(NamedTuple):
    """So many matches along a path of one node per column."""

    path: tuple[str, ...]
    size: float
    colour: str


def tag(name: str, *content: str, **attributes: object) -> str:
    """``<name …>content</name>``; ``x_y`` becomes ``x-y``, ``class_`` ``class``."""
    texts = (f' {key.rstrip("_").replace("_", "-")}="{escape(show(value))}"' for key, value in attributes.items())
    return f"<{name}{''.join(texts)}>{''.join(content)}</{name}>"


def show(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def drawing(title: str, height: float, *content: str, width: float = WIDTH) -> str:
    box = f"0 0 {show(float(width))} {show(float(height))}"
    return tag("svg", tag("title", escape(title)), *content, viewBox=box, role="img", aria_label=title)


def text(x: float, y: float, words: str, class_: str = "", anchor: str = "start") -> str:
    return tag("text", escape(words), x=float(x), y=float(y), class_=class_ or "label", text_anchor=anchor)


def curves(title: str, lines: Sequence[Curve], x_name: str, y_name: str, height: float = 380) -> str:
    """Lines over one pair of axes, each named at its end."""
    left, top, right, bottom = 56.0, 18.0, WIDTH - LABELS, height - 40.0
    every = [point for line in lines for point in line.points] or [(0.0, 0.0)]
    x_low, x_high = min(x for x, _ in every), max(x for x, _ in every)
    x_ticks = [x for x in ticks(x_low, x_high) if x_low <= x <= x_high]
    y_ticks = ticks(min(y for _, y in every), max(y for _, y in every))

    def place(x: float, y: float) -> tuple[float, float]:
        across = (x - x_low) / max(x_high - x_low, 1e-9)
        up = (y - y_ticks[0]) / (y_ticks[-1] - y_ticks[0])
        return left + across * (right - left), bottom - up * (bottom - top)

    parts = []
    for y in y_ticks:
        level = place(x_low, y)[1]
        parts.append(tag("line", x1=left, x2=right, y1=level, y2=level, class_="grid"))
        parts.append(text(left - 8, level + 4, number(y), "tick", "end"))
    parts += [text(place(x, 0)[0], bottom + 18, number(x), "tick", "middle") for x in x_ticks]
    parts += [text(left, 10, y_name, "tick"), text(right, height - 6, x_name, "tick", "end")]
    drawn = [line for line in lines if line.points]
    ends = apart([place(*line.points[-1])[1] for line in drawn], 15.0, top, bottom)
    for line, end in zip(drawn, ends):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in thinned(line.points)))
        dashes = {"stroke_dasharray": "4 4"} if line.dashed else {}
        parts.append(tag("polyline", points=path, style=f"stroke:{line.colour}", class_="curve", **dashes))
        for x, y, words in line.marks:
            px, py = place(x, y)
            style = f"fill:{line.colour}"
            parts.append(tag("circle", tag("title", escape(words)), cx=px, cy=py, r=4, style=style, class_="mark"))
        last = place(*line.points[-1])
        leader = f"{last[0] + 3:.1f},{last[1]:.1f} {right + 16:.1f},{end:.1f}"
        parts.append(tag("polyline", points=leader, class_="leader"))
        parts.append(text(right + 20, end + 4, line.label))
    return drawing(title, height, *parts)


def heat_map(title: str, names: Sequence[str], rates: np.ndarray, known: np.ndarray) -> str:
    """How often rows beat columns; pairs that never met are left blank."""
    left, top = 230.0, 170.0
    side = min(44.0, (WIDTH - left - 110) / max(len(names), 1))
    parts = []
    for index, name in enumerate(names):
        middle = (index + 0.5) * side
        parts.append(text(left - 8, top + middle + 4, name, "label", "end"))
        turned = f"translate({left + middle + 4:.1f} {top - 8:.1f}) rotate(-55)"
        parts.append(tag("text", escape(name), transform=turned, class_="label"))
    for row, column in np.argwhere(known):
        rate = float(rates[row, column])
        x, y = left + column * side, top + row * side
        words = f"{names[row]} beats {names[column]} {rate:.0%}"
        pole = "win" if rate >= 0.5 else "lose"
        style = f"fill:color-mix(in oklab, var(--{pole}) {abs(rate - 0.5) * 200:.0f}%, var(--even))"
        hint = tag("title", escape(words))
        parts.append(tag("rect", hint, x=x + 1, y=y + 1, width=side - 2, height=side - 2, rx=3, style=style))
        if side >= 24:
            ink = "cell strong" if abs(rate - 0.5) > 0.3 else "cell"
            parts.append(text(x + side / 2, y + side / 2 + 4, f"{rate * 100:.0f}", ink, "middle"))
    return drawing(title, top + side * len(names) + 10, *parts)


def flow_chart(title: str, flows: Sequence[Flow], headings: Sequence[str], height: float = 420) -> str:
    """Ribbons as thick as their number of matches, through one column of nodes for each step."""
    top, gap = 34.0, 12.0
    columns = [list(dict.fromkeys(flow.path[step] for flow in flows)) for step in range(len(headings))]
    total = sum(flow.size for flow in flows) or 1.0
    scale = (height - top - 10 - gap * (max(map(len, columns), default=1) - 1)) / total
    tops, labels = [], []
    for step, (nodes, heading) in enumerate(zip(columns, headings)):
        x, level, top_of = column_left(step, len(headings)), top, {}
        side, anchor = (-10.0, "end") if step == 0 else (BAR + 10, "start")
        labels.append(text(x + side, 14, heading, "tick", anchor))
        for node in nodes:
            size = sum(flow.size for flow in flows if flow.path[step] == node)
            top_of[node] = level
            words = f"{node} {size:.0f} ({size / total:.0%})"
            labels.append(tag("rect", x=x, y=level, width=BAR, height=max(size * scale, 1.0), class_="node"))
            labels.append(text(x + side, level + size * scale / 2 + 4, words, "label halo", anchor))
            level += size * scale + gap
        tops.append(top_of)
    ribbons = []
    for step in range(len(headings) - 1):
        leaving = stacked(flows, step, step + 1, columns, tops[step], scale)
        entering = stacked(flows, step + 1, step, columns, tops[step + 1], scale)
        ends = column_left(step, len(headings)) + BAR, column_left(step + 1, len(headings))
        for flow in flows:
            shape = ribbon_shape(ends[0], leaving[flow], ends[1], entering[flow], flow.size * scale)
            words = tag("title", escape(f"{' → '.join(flow.path)}: {flow.size:.0f}"))
            ribbons.append(tag("path", words, d=shape, class_="ribbon", style=f"fill:{flow.colour}"))
    return drawing(title, height, *ribbons, *labels)


def column_left(step: int, steps: int) -> float:
    return 200.0 + step * (WIDTH - 200 - 230) / max(steps - 1, 1)


def stacked(
    flows: Sequence[Flow], at: int, towards: int, columns: Sequence[list[str]], tops: dict[str, float], scale: float
) -> dict[Flow, float]:
    """Where each flow touches its node of column ``at``: in the order of the nodes on its other side."""
    level, places = dict(tops), {}
    for flow in sorted(flows, key=lambda each: columns[towards].index(each.path[towards])):
        places[flow] = level[flow.path[at]]
        level[flow.path[at]] += flow.size * scale
    return places


def split_bar(title: str, shares: Sequence[tuple[str, float, str]]) -> str:
    """One bar of parts (name, seconds, colour), each named below."""
    total = sum(seconds for _, seconds, _ in shares) or 1.0
    parts, x = [], 0.0
    for index, (name, seconds, colour) in enumerate(shares):
        wide = seconds / total * WIDTH
        words = f"{name} {seconds / total:.0%} ({duration(seconds)})"
        hint = tag("title", escape(words))
        width = max(wide - 2, 0.5)
        parts.append(tag("rect", hint, x=x, y=0.0, width=width, height=28.0, rx=3, style=f"fill:{colour}"))
        row, column = divmod(index, 4)
        left, level = column * WIDTH / 4, 52.0 + 22 * row
        parts.append(tag("rect", x=left, y=level - 10, width=11.0, height=11.0, rx=2, style=f"fill:{colour}"))
        parts.append(text(left + 17, level, words))
        x += wide
    return drawing(title, 62.0 + 22 * ((len(shares) - 1) // 4), *parts)


def interval(low: float, rate: float, high: float) -> str:
    """A small line from 0 to 1 with an interval and the rate on it, for a table's cell."""
    words = f"{rate:.0%}, 95 % interval {low:.0%} to {high:.0%}"
    parts = (
        tag("line", x1=0, x2=120, y1=8, y2=8, class_="grid"),
        tag("line", x1=60, x2=60, y1=3, y2=13, class_="grid"),
        tag("line", x1=low * 120, x2=high * 120, y1=8, y2=8, class_="range"),
        tag("circle", cx=rate * 120, cy=8, r=4, class_="rate"),
    )
    return tag("svg", tag("title", words), *parts, viewBox="-5 0 130 16", class_="interval", role="img")


def ribbon_shape(x0: float, y0: float, x1: float, y1: float, thick: float) -> str:
    middle, z0, z1 = (x0 + x1) / 2, y0 + thick, y1 + thick
    there = f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    return there + f"L{x1:.1f} {z1:.1f}C{middle:.1f} {z1:.1f} {middle:.1f} {z0:.1f} {x0:.1f} {z0:.1f}Z"


def ticks(low: float, high: float, about: int = 6) -> list[float]:
    """Round numbers that enclose the range."""
    if high <= low:
        low, high = low - 1.0, high + 1.0
    rough = (high - low) / about
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = np.floor(low / step), np.ceil(high / step)
    return [float(index * step) for index in np.arange(first, last + 1)]


def apart(levels: Sequence[float], distance: float, top: float, bottom: float) -> list[float]:
    """The levels, moved as little as keeps labels from covering each other."""
    order = np.argsort(levels, kind="stable")
    moved = list(levels)
    floor = top
    for index in order:
        moved[index] = floor = max(moved[index], floor)
        floor += distance
    ceiling = bottom
    for index in order[::-1]:
        moved[index] = ceiling = min(moved[index], ceiling)
        ceiling -= distance
    return moved


def thinned(points: Sequence[tuple[float, float]], most: int = 300) -> Sequence[tuple[float, float]]:
    """At most so many points, the last one among them."""
    if len(points) <= most:
        return points
    kept = np.unique(np.linspace(0, len(points) - 1, most).astype(int))
    return [points[index] for index in kept]


def number(value: float) -> str:
    """Short: 1500, 20k, 2.5M, 2G."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if letter == 'k' else size):.3g}{letter}"
    return f"{value:.0f}" if value == round(value) else f"{value:.2g}"


def duration(seconds: float) -> str:
    for size, word in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.1f} {word}"
    return f"{seconds:.1f} s"
