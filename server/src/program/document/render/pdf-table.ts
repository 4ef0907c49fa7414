// SPDX-License-Identifier: Apache-2.0
// Tables on paper: columns as wide as their words need, rows that break only where a page cannot hold them, a head on every page.
import type { Align, Cell, Table } from "./markdown.ts";
import { breakLines, type Line, type Style, widestWord, writeLines } from "./pdf-lines.ts";
import { type Element, INK, type Paper, SHEET } from "./pdf-paper.ts";

const BODY: Style = { size: 9, leading: 13 };
const HEAD: Style = { size: 8.5, leading: 13, face: "strong", ink: INK.muted };
/** Between a cell's text and its edges, in points. */
const SIDE = 6;
const ABOVE = 4;
const PAGE_HEIGHT = SHEET.height - SHEET.top - SHEET.bottom;

type Column = { readonly x: number; readonly width: number; readonly align: Align };
type Row = { readonly cells: readonly (readonly Line[])[]; readonly style: Style };

const heightOf = ({ cells, style }: Row): number => Math.max(1, ...cells.map(({ length }) => length)) * style.leading + 2 * ABOVE;

/** What has to fit for a table to begin on a page: its head and the first lines of its first row. In points. */
export const TABLE_START = 4 * BODY.leading + 4 * ABOVE;

export function writeTable(paper: Paper, parent: Element, table: Table, at: { readonly x: number; readonly width: number }): void {
  paper.ensure(TABLE_START);
  paper.line(paper.y, at.x, at.width);
  new TableWriter(paper, table, columnsOf(paper, table, at)).write(paper.element(parent, "Table"));
}

class TableWriter {
  readonly #paper: Paper;
  readonly #table: Table;
  readonly #columns: readonly Column[];
  readonly #head: Row;

  constructor(paper: Paper, table: Table, columns: readonly Column[]) {
    this.#paper = paper;
    this.#table = table;
    this.#columns = columns;
    this.#head = this.#row(table.head, HEAD);
  }

  write(element: Element): void {
    const paper = this.#paper;
    const top = paper.element(paper.element(element, "THead"), "TR");
    this.#writeRow(this.#head, () => paper.element(top, "TH", { O: "Table", Scope: "Column" }));
    const body = this.#table.rows.length === 0 ? element : paper.element(element, "TBody");
    for (const cells of this.#table.rows) {
      const row = this.#row(cells, BODY);
      if (heightOf(row) > paper.room && heightOf(row) + heightOf(this.#head) <= PAGE_HEIGHT) this.#turn();
      const tr = paper.element(body, "TR");
      this.#writeRow(row, () => paper.element(tr, "TD"));
    }
  }

  #row(cells: readonly Cell[], style: Style): Row {
    return { cells: this.#columns.map(({ width }, n) => breakLines(this.#paper, cells[n] ?? [], style, width - 2 * SIDE)), style };
  }

  /** A new page with the head again, for those who see it; a screen reader has heard it. */
  #turn(): void {
    const paper = this.#paper;
    paper.newPage();
    if (heightOf(this.#head) > PAGE_HEIGHT / 2) return;
    const { cells, style } = this.#head;
    paper.artifact("Layout", () => {
      for (const [n, column] of this.#columns.entries()) this.#writeCell(null, cells[n] ?? [], { column, style });
    });
    paper.y += heightOf(this.#head);
    this.#ruleUnder();
  }

  /** Over as many pages as a row takes that is higher than one. */
  #writeRow({ cells, style }: Row, makeElement: () => Element): void {
    const paper = this.#paper;
    const row = this.#columns.map((column, n) => ({ column, lines: cells[n] ?? [], element: makeElement() }));
    const count = Math.max(1, ...cells.map(({ length }) => length));
    for (let n = 0; n < count;) {
      const fit = Math.max(1, Math.min(count - n, Math.floor((paper.room - 2 * ABOVE) / style.leading)));
      for (const { column, lines, element } of row) this.#writeCell(element, lines.slice(n, n + fit), { column, style });
      paper.y += fit * style.leading + 2 * ABOVE;
      n += fit;
      this.#ruleUnder();
      if (n < count) this.#turn();
    }
  }

  #writeCell(element: Element | null, lines: readonly Line[], { column, style }: { column: Column; style: Style }): void {
    const tag = style === HEAD ? "TH" : "TD";
    lines.forEach((line, n) => {
      const spare = column.width - 2 * SIDE - line.width;
      const indent = column.align === "end" ? spare : column.align === "center" ? spare / 2 : 0;
      const place = { x: column.x + SIDE + indent, y: this.#paper.y + ABOVE + n * style.leading, style };
      writeLines(this.#paper, element === null ? null : { element, tag }, [line], place);
    });
  }

  #ruleUnder(): void {
    const width = this.#columns.reduce((sum, column) => sum + column.width, 0);
    this.#paper.line(this.#paper.y, this.#columns[0]?.x ?? SHEET.left, width);
  }
}

/** Each column gets what its widest word needs, then a share of the rest by how much text it has. */
function columnsOf(paper: Paper, { align, head, rows }: Table, at: { readonly x: number; readonly width: number }): Column[] {
  const count = Math.max(1, head.length);
  const wants = Array.from({ length: count }, (_, n) => {
    const cells = [{ cell: head[n] ?? [], style: HEAD }, ...rows.map((cells) => ({ cell: cells[n] ?? [], style: BODY }))];
    const words = cells.map(({ cell, style }) => widestWord(paper, cell, style));
    const lines = cells.flatMap(({ cell, style }) => breakLines(paper, cell, style, Infinity).map(({ width }) => width));
    const least = Math.min(largest(words) + 2 * SIDE + 1, at.width / 2);
    return { least, all: Math.max(least, Math.min(largest(lines) + 2 * SIDE + 1, 4 * at.width)) };
  });
  const sum = (key: "least" | "all"): number => wants.reduce((total, want) => total + want[key], 0);
  const rest = at.width - sum("least");
  const open = sum("all") - sum("least");
  let { x } = at;
  return wants.map(({ least, all }, n) => {
    const share = rest < 0 ? least * (at.width / sum("least")) : least + (open === 0 ? rest / count : (rest * (all - least)) / open);
    const column = { x, width: share, align: align[n] ?? ("start" as const) };
    x += share;
    return column;
  });
}

/** Of many more numbers than a function takes arguments. */
const largest = (numbers: readonly number[]): number => numbers.reduce((most, number) => Math.max(most, number), 0);
