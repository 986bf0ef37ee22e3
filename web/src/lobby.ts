// The start page: choose a game, open a recorded one.
import { DISCLAIMER } from "./hud/hud";
import { portrait } from "./draw/looks";
import { useInks } from "./draw/paint";
import { h } from "./hud/dom";
import type { Inks } from "./model/facts";

interface Choices {
  maps: { name: string; width: number; height: number }[];
  races: Record<string, string[]>;
  levels: string[];
  agents: { level: string; name: string; race: string }[];
  speeds: string[];
  consent: boolean | null;
  start: string;
  games: { file: string; bytes: number }[];
  folder: string;
  league: boolean;
  faces: { inks: Inks; races: Record<string, string[][]> };
}

const spaced = (text: string): string => text.replace(/_/g, " ").replace(/^./, (c) => c.toUpperCase());

/** What the name of a recorded game tells: when, where, who. */
function titleOf(file: string): string {
  const [, date, hour, minute, words] = file.match(/^(\d{8})-(\d\d)(\d\d)\d\d-(.*)\.slreplay$/) ?? [];
  if (!words) return file;
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)} ${hour}:${minute} · ${spaced(words.replace(/-/g, " "))}`;
}

export class Lobby {
  private readonly wish = {
    map: "Basalt Terraces", race: "Terran", opponent_race: "Terran", level: "very_easy", speed: "faster", name: "Player",
  };
  private choices!: Choices;

  constructor(private readonly home: HTMLElement, private readonly go: (place: string) => void) {
    Object.assign(this.wish, JSON.parse(localStorage.getItem("starleague-wish") ?? "{}"));
    void this.open();
  }

  private async open(): Promise<void> {
    const response = await fetch("/api/choices");
    if (!response.ok) {
      this.home.replaceChildren(h("div", { class: "loading" }, h("p", {}, await response.text())));
      return;
    }
    this.choices = (await response.json()) as Choices;
    useInks(this.choices.faces.inks);
    if (this.choices.start && !location.hash) return this.go(this.choices.start);
    this.mend();
    this.show();
  }

  /** What was chosen before may not be there any more. */
  private mend(): void {
    const { choices, wish } = this;
    if (!choices.maps.some((map) => map.name === wish.map)) wish.map = choices.maps[0].name;
    if (!this.levels().includes(wish.level)) wish.level = choices.levels[0];
    if (!this.opponents().includes(wish.opponent_race)) wish.opponent_race = this.opponents()[0];
  }

  private agent(): Choices["agents"][number] | undefined {
    return this.choices.agents.find((one) => one.level === this.wish.level);
  }

  private levels(): string[] {
    return [...this.choices.levels, ...this.choices.agents.map((agent) => agent.level)];
  }

  private opponents(): string[] {
    const agent = this.agent();
    if (agent) return [agent.race.replace(/^./, (c) => c.toUpperCase())];
    const playable = Object.keys(this.choices.races).filter((race) => this.choices.races[race].length);
    return playable.length > 2 ? [...playable, "Random"] : playable;
  }

  private show(): void {
    const { choices, wish } = this;
    const name = h("input", { id: "name", value: wish.name, maxLength: 24, oninput: () => (wish.name = name.value) });
    const focused = document.activeElement?.closest<HTMLElement>("[data-value]"), group = focused?.parentElement?.getAttribute("aria-label");
    this.home.replaceChildren(h("main", { class: "lobby" },
      h("header", {}, h("div", {}, h("h1", {}, "starleague"), h("p", {}, "A StarCraft II simulator in your browser"),
        choices.league ? h("button", { type: "button", class: "link", onclick: () => this.go("#league") }, "The league in training") : null), this.parade()),
      h("section", { class: "setup" },
        h("div", { class: "column" },
          h("label", { for: "name" }, "Your name"), name,
          h("label", {}, "Your race"), this.choice("race", Object.keys(choices.races)),
          h("label", {}, "Opponent: the computer's levels"), this.choice("level", choices.levels),
          ...(choices.agents.length ? [h("label", {}, "or an agent that has learned"), this.choice("level", choices.agents.map((agent) => agent.level), (level) => choices.agents.find((one) => one.level === level)!.name)] : []),
          h("label", {}, "Opponent's race"), this.choice("opponent_race", this.opponents()),
          h("label", {}, "Speed"), this.choice("speed", choices.speeds),
          h("button", { type: "button", class: "start", id: "start", onclick: () => this.start() }, "Start game")),
        h("div", { class: "column" }, h("label", {}, "Map"), this.maps(),
          choices.consent === null ? this.consent() : null, this.recorded())),
      h("footer", {}, h("p", {}, DISCLAIMER),
        choices.consent === null ? null : h("p", {}, `Your games are kept in ${choices.folder}; `,
          h("button", { type: "button", class: "link", onclick: () => this.answer(!choices.consent) },
            choices.consent ? "agents may learn from them (change)" : "agents do not learn from them (change)")))));
    if (focused) this.home.querySelector<HTMLElement>(`[aria-label="${group}"] [data-value="${focused.dataset.value}"]`)?.focus(); // all is new
  }

  /** Who fights here. */
  private parade(): HTMLElement {
    const { races } = this.choices.faces;
    return h("div", { class: "parade", role: "img", "aria-label": "Units of the three races" }, ...Object.keys(races).map((race, owner) =>
      h("div", {}, ...races[race].map((parts) => portrait(parts, race.toLowerCase(), (owner + 1) % 3, 128, -Math.PI / 2)))));
  }

  private choice(key: keyof Lobby["wish"], values: string[], label: (value: string) => string = spaced): HTMLElement {
    return h("div", { class: `choice ${key}`, role: "radiogroup", "aria-label": key }, ...values.map((value) =>
      h("button", {
        type: "button", role: "radio", "aria-checked": String(this.wish[key] === value), class: this.wish[key] === value ? "on" : "",
        "data-value": value,
        onclick: () => {
          this.wish[key] = value;
          this.mend();
          this.show();
        },
      }, key === "race" || key === "opponent_race" ? this.face(value) : null, label(value))));
  }

  private face(race: string): HTMLElement | null {
    const parts = this.choices.faces.races[race]?.[0];
    return parts ? portrait(parts, race.toLowerCase(), 1, 52, -Math.PI / 2) : null;
  }

  private maps(): HTMLElement {
    return h("div", { class: "maps", role: "radiogroup", "aria-label": "map" }, ...this.choices.maps.map((map) =>
      h("button", {
        type: "button", role: "radio", "aria-checked": String(this.wish.map === map.name), class: this.wish.map === map.name ? "on" : "",
        "data-value": map.name,
        onclick: () => {
          this.wish.map = map.name;
          this.show();
        },
      }, h("img", { src: `/api/maps/${encodeURIComponent(map.name)}/ground.webp`, alt: "", decoding: "sync" }), h("b", {}, map.name), h("span", {}, `${map.width} × ${map.height}`))));
  }

  private consent(): HTMLElement {
    return h("div", { class: "consent" },
      h("p", {}, "May agents that you train on this machine learn from your games? They are recorded as replays in ", h("code", {}, this.choices.folder), " and sent nowhere. You are asked once."),
      h("div", { class: "choice" },
        h("button", { type: "button", id: "consent-yes", onclick: () => this.answer(true) }, "Yes, they may"),
        h("button", { type: "button", id: "consent-no", onclick: () => this.answer(false) }, "No")));
  }

  private recorded(): HTMLElement {
    return h("section", { class: "recorded" }, h("label", {}, "Recorded games"), h("ul", {}, ...this.choices.games.slice(0, 12).map((game) =>
      h("li", {}, h("button", { type: "button", class: "link", onclick: () => this.watch(JSON.stringify({ file: game.file }), "application/json") }, titleOf(game.file)),
        h("a", { href: `/api/games/${game.file}`, download: game.file, title: "Save to share it", "aria-label": `Save ${titleOf(game.file)}` }, `${Math.ceil(game.bytes / 1024)} kB ↓`)))), this.opener());
  }

  /** A replay of somebody else, chosen or dropped on the page. */
  private opener(): HTMLElement {
    const input = h("input", { type: "file", accept: ".slreplay", hidden: true, onchange: () => input.files?.[0] && this.watch(input.files[0], "application/octet-stream") });
    document.body.ondragover = (event) => event.preventDefault();
    document.body.ondrop = (event) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) void this.watch(file, "application/octet-stream");
    };
    return h("p", {}, h("button", { type: "button", class: "link", onclick: () => input.click() }, "Open a replay"), ", or drop one on this page.", input);
  }

  private async watch(body: BodyInit, kind: string): Promise<void> {
    const response = await fetch("/api/replays", { method: "POST", body, headers: { "Content-Type": kind } });
    if (response.ok) this.go(`#room/${(await response.json()).room}`);
    else this.complain(await response.text());
  }

  private complain(text: string): void {
    this.home.querySelector(".trouble")?.remove();
    this.home.querySelector(".lobby")!.prepend(h("p", { class: "trouble", role: "alert" }, text));
    scrollTo(0, 0);
  }

  private async answer(training: boolean): Promise<void> {
    await fetch("/api/consent", { method: "POST", body: JSON.stringify({ training }) });
    this.choices.consent = training;
    this.show();
  }

  private async start(): Promise<void> {
    localStorage.setItem("starleague-wish", JSON.stringify(this.wish));
    const response = await fetch("/api/games", { method: "POST", body: JSON.stringify(this.wish) });
    if (!response.ok) {
      return this.complain(await response.text());
    }
    const { room, seat } = await response.json();
    localStorage.setItem(`starleague-seat-${room}`, seat);
    this.go(`#room/${room}`);
  }
}
