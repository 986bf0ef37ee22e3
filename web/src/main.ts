import { GamePage } from "./game";
import { Dashboard } from "./league/dashboard";
import "./league/league.css";
import { Lobby } from "./lobby";
import "./style.css";

// The address says what is shown: "#room/ID" a game, "#league" a training league, "#play" or nothing the start page. A reload comes back to the same seat.
const home = document.getElementById("app")!;

function go(place: string): void {
  if (location.hash.replace("#", "") === place.replace("#", "")) location.reload();
  location.hash = place;
}

function show(): void {
  const [, room, seat] = location.hash.match(/^#room\/([\w-]+)(?:\/([\w-]+))?/) ?? [];
  if (seat) localStorage.setItem(`starleague-seat-${room}`, seat);
  if (location.hash === "#league") {
    document.body.className = "following";
    new Dashboard(home, go);
    return;
  }
  if (!room) {
    document.body.className = "starting";
    new Lobby(home, go);
    return;
  }
  document.body.className = "playing";
  const page = new GamePage(home, room, localStorage.getItem(`starleague-seat-${room}`) ?? "", () => go(""), () => go(""));
  Object.assign(window, { starleague: page });
}

window.addEventListener("hashchange", () => location.reload());
show();
