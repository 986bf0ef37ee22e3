// A short first-game help.

const KEYS: [string, string][] = [
  ["Left click, drag", "select; Shift adds, double click takes all alike on the screen"],
  ["Right click", "go, attack, gather, repair, rally: what the target suggests; Shift queues"],
  ["Q W E R T<br>A S D F G<br>Z X C V B", "the buttons of the command card, place by place; the menu (F10) offers the standard letters, too"],
  ["Ctrl or Alt + 1 … 0", "make a control group; Shift adds, the number selects, twice shows it"],
  ["Tab", "next kind of unit in the selection"],
  ["F1, F2, Backspace", "idle worker, whole army, next base"],
  ["Space", "where the last alert was"],
  ["F5 … F8", "camera places; with Ctrl or Shift they are set"],
  ["Arrows, border, middle button", "scroll; wheel or Page Up and Down zoom"],
  ["Alt + arrows, Enter, Ctrl + Enter", "a crosshair for the keyboard: left click, right click"],
  ["P, + and −, F10", "pause, speed, menu"],
  ["F9", "what an agent thinks, where one plays"],
];

export function helpText(): string {
  const rows = KEYS.map(([keys, text]) => `<tr><th>${keys}</th><td>${text}</td></tr>`).join("");
  return `<ol><li>Your workers mine by themselves. Select the town hall and train more (first button, <kbd>Q</kbd>; as Zerg twice: it selects the larvae, then lets them hatch workers).</li>
<li>Before supply runs out, let a worker build for more of it; then a structure that trains soldiers.</li>
<li>Rally soldiers, gather a dozen, and attack-move (<kbd>T</kbd>, then click) to the other side of the map.</li>
<li>Who has no structures left has lost.</li></ol><table>${rows}</table>`;
}
