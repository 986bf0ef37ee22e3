// The connection to a room: comes back by itself after a reload, a closed lid or a restart of the network.

export type Message = Record<string, any> & { is: string };

export interface Listener {
  onMessage(message: Message): void;
  onFrame(data: ArrayBuffer): void;
  onState(connected: boolean): void;
}

const PATIENCE = [300, 700, 1500, 3000, 5000]; // milliseconds before each further try
const FINAL = new Set(["taken", "gone", "refused", "closed"]);

export class Link {
  received = 0; // bytes
  private socket: WebSocket | null = null;
  private tries = 0;
  private ended = false;

  constructor(
    private readonly room: string,
    private readonly seat: string,
    private readonly listener: Listener,
  ) {
    this.connect();
    window.addEventListener("online", () => this.connect());
  }

  send(message: Record<string, unknown>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  close(): void {
    this.ended = true;
    this.socket?.close();
  }

  private connect(): void {
    if (this.ended || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = this.seat ? `?seat=${encodeURIComponent(this.seat)}` : "";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/${this.room}${query}`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.tries = 0;
      this.listener.onState(true);
    };
    socket.onmessage = (event) => {
      if (typeof event.data === "string") {
        this.received += event.data.length;
        const message = JSON.parse(event.data) as Message;
        if (FINAL.has(message.is) && !(message.is === "refused" && this.established)) this.ended = true;
        if (message.is === "welcome") this.established = true;
        this.listener.onMessage(message);
      } else {
        this.received += event.data.byteLength;
        this.listener.onFrame(event.data);
      }
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.listener.onState(false);
      const wait = PATIENCE[Math.min(this.tries++, PATIENCE.length - 1)];
      if (!this.ended) setTimeout(() => this.connect(), wait);
    };
    this.socket = socket;
  }

  private established = false;
}
