// Reads the binary frames of the server (src/starleague/ui/page/wire.py): sections of columns.
import type { SectionFacts } from "../model/facts";

export type Column = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;
export type Table = Record<string, Column>;

const TYPES = {
  u1: Uint8Array, i1: Int8Array, u2: Uint16Array, i2: Int16Array, u4: Uint32Array, i4: Int32Array,
} as const;
const KEY = 1;

export class FrameReader {
  private readonly layouts = new Map<number, SectionFacts>();

  constructor(sections: SectionFacts[]) {
    for (const section of sections) this.layouts.set(section.id, section);
  }

  /** Sections by name; each has its columns as typed arrays. */
  read(data: ArrayBuffer): { key: boolean; loop: number; tables: Map<string, Table> } {
    const head = new DataView(data);
    const tables = new Map<string, Table>();
    let at = 8;
    for (let k = head.getUint16(2, true); k > 0; k--) {
      const layout = this.layouts.get(head.getUint8(at))!;
      const rows = head.getUint32(at + 4, true);
      at += 8;
      const table: Table = {};
      for (const [name, kind] of Object.entries(layout.columns)) {
        const type = TYPES[kind as keyof typeof TYPES];
        table[name] = new type(data, at, rows);
        at += (rows * type.BYTES_PER_ELEMENT + 3) & ~3;
      }
      tables.set(layout.name, table);
    }
    return { key: head.getUint8(0) === KEY, loop: head.getUint32(4, true), tables };
  }
}
