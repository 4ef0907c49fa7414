// SPDX-License-Identifier: Apache-2.0
// One log of a package: its tree is built again from its entries, and everything the package says about it is held against that.
import { Milestones, type Milestone } from "./anchors.ts";
import { copy, equal } from "./bytes.ts";
import { openCheckpoint, type OpenedCheckpoint } from "./checkpoint.ts";
import { CompactRange } from "./compact-range.ts";
import { DisclosedEntries, type DisclosedQuestion } from "./disclosed.ts";
import { expect } from "./error.ts";
import { EventIds } from "./event-ids.ts";
import { checkLeaf, eventIdOf } from "./leaf.ts";
import type { ManifestLog } from "./manifest.ts";
import { HASH_BYTES, leafHashInto, subtreeRoot, type Hash } from "./merkle.ts";
import { COSIGNATURE, NOTE_BYTES_MAX, parseKey, type NoteKey } from "./note.ts";
import { bundlePath, decodeBundle, LEAF_BYTES_MAX, TILE_WIDTH, tileAt, tilePath } from "./tile.ts";

export type LogQuestion = DisclosedQuestion & {
  /** Keys given by the verifier, for cosignatures. */
  readonly keys: readonly NoteKey[];
  readonly milestones: readonly Milestone[];
};

/** `checkpoint` is null if it does not open. */
export type LogAnswer = { readonly checkpoint: OpenedCheckpoint | null; readonly disclosed: number; readonly tiles: number };

const BUNDLE_BYTES_MAX = TILE_WIDTH * (2 + LEAF_BYTES_MAX);

/** Verifies one log, taking down every fault. */
export async function verifyLog(question: LogQuestion): Promise<LogAnswer> {
  const { log, files, findings } = question;
  const path = `logs/${log.n}/checkpoint`;
  const bytes = await files.read(path, NOTE_BYTES_MAX);
  const checkpoint = bytes && (await findings.attempt(path, () => open(bytes, question)));
  const tiles = new HashTiles(question);
  const disclosed = new DisclosedEntries(question);
  const root = await rebuild(question, tiles, disclosed);
  if (root !== null && checkpoint !== null && !equal(root, checkpoint.root))
    findings.fault("root_mismatch", path, "the entries lead to another root than the one signed");
  return { checkpoint, disclosed: disclosed.count, tiles: tiles.count };
}

async function open(bytes: Uint8Array, { log, keys }: LogQuestion): Promise<OpenedCheckpoint> {
  const key = parseKey(log.key);
  const cosigners = keys.filter(({ type, name }) => type === COSIGNATURE && name !== key.name);
  const checkpoint = await openCheckpoint(bytes, log.origin, [key, { ...key, type: COSIGNATURE }, ...cosigners]);
  expect(checkpoint.size === log.size, "bad_checkpoint", `${checkpoint.size} entries where the manifest says ${log.size}`);
  expect(log.n > 0 || checkpoint.seconds !== null, "bad_checkpoint", "the organization's checkpoint carries no time");
  return checkpoint;
}

/** The root over all entries, bundle by bundle; null if some could not be read, which has been taken down. */
async function rebuild(question: LogQuestion, tiles: HashTiles, disclosed: DisclosedEntries): Promise<Hash | null> {
  const { log, files, findings } = question;
  const range = new CompactRange();
  const ids = new EventIds(log.size);
  const milestones = new Milestones(question.milestones, findings);
  let whole = true;
  milestones.meet(range);
  for (let index = 0; index * TILE_WIDTH < log.size; index++) {
    const { width } = tileAt(log.size, 0, index);
    const path = pathOf(log, index);
    const bytes = await files.read(path, BUNDLE_BYTES_MAX);
    const leaves = bytes && (await findings.attempt(path, () => decodeBundle(bytes, width)));
    const hashes = new Uint8Array(width * HASH_BYTES);
    for (const [n, leaf] of leaves?.entries() ?? []) {
      leafHashInto(hashes, n * HASH_BYTES, leaf);
      ids.set(index * TILE_WIDTH + n, eventIdOf(leaf));
    }
    if (leaves !== null) await findings.attempt(path, () => leaves.forEach(checkLeaf));
    await disclosed.match(index * TILE_WIDTH, width, leaves);
    const root = width === TILE_WIDTH ? subtreeRoot(hashes) : null;
    await tiles.add(index, hashes, root, leaves !== null);
    whole &&= leaves !== null;
    if (whole) grow(range, hashes, root, milestones);
  }
  await tiles.end();
  await disclosed.end();
  if (!whole) return null;
  milestones.end(log.size);
  const [first, second] = ids.repeated() ?? [];
  if (second !== undefined)
    findings.fault("duplicate_event", pathOf(log, Math.floor(second / TILE_WIDTH)), `entry ${second} has the event id of entry ${first}`);
  return range.root();
}

/** Adds the leaves of a tile: at once, if it is full and no root within it is asked for. */
function grow(range: CompactRange, hashes: Uint8Array, root: Hash | null, milestones: Milestones): void {
  if (root !== null && !milestones.isBefore(range.size + TILE_WIDTH)) {
    range.appendSubtree(8, root);
    milestones.meet(range);
  } else
    for (let at = 0; at < hashes.length; at += HASH_BYTES) {
      range.append(copy(hashes, at, at + HASH_BYTES));
      milestones.meet(range);
    }
}

function pathOf({ n, size }: ManifestLog, index: number): string {
  return `logs/${n}/${bundlePath(index, tileAt(size, 0, index).width)}`;
}

/** A tile that is being filled. */
type Row = { readonly hashes: Uint8Array; width: number; index: number };

/** The hash tiles of the log, held against the tree that its entries make. Memory: one tile a level. */
class HashTiles {
  /** Tiles that were as they should be. */
  count = 0;
  readonly #question: LogQuestion;
  readonly #rows: Row[] = [];
  #known = true;

  constructor(question: LogQuestion) {
    this.#question = question;
  }

  /**
   * Takes the leaf hashes of tile `index` of level 0, and the root over them if it is full. Unless `known`, its entries are lost,
   * and with them all that stands above; files are then held against the manifest only.
   */
  async add(index: number, hashes: Uint8Array, root: Hash | null, known: boolean): Promise<void> {
    this.#known &&= known;
    await this.#compare({ level: 0, index, hashes, known });
    if (root !== null) await this.#push(1, root);
  }

  /** To be called after the last tile of level 0: compares the partial tiles above. */
  async end(): Promise<void> {
    for (const [n, { hashes, width, index }] of this.#rows.entries())
      if (width > 0) await this.#compare({ level: n + 1, index, hashes: hashes.subarray(0, width * HASH_BYTES), known: this.#known });
  }

  /** Adds the root over a full tile to the level above it. */
  async #push(level: number, root: Hash): Promise<void> {
    const row = (this.#rows[level - 1] ??= { hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES), width: 0, index: 0 });
    row.hashes.set(root, row.width * HASH_BYTES);
    row.width++;
    if (row.width < TILE_WIDTH) return;
    await this.#compare({ level, index: row.index, hashes: row.hashes, known: this.#known });
    await this.#push(level + 1, subtreeRoot(row.hashes));
    row.width = 0;
    row.index++;
  }

  async #compare({ level, index, hashes, known }: { level: number; index: number; hashes: Uint8Array; known: boolean }): Promise<void> {
    const { log, files, findings } = this.#question;
    const path = `logs/${log.n}/${tilePath({ level, index, width: hashes.length / HASH_BYTES })}`;
    const tile = await files.read(path, TILE_WIDTH * HASH_BYTES);
    if (tile === null || !known) return;
    if (equal(tile, hashes)) this.count++;
    else findings.fault("bad_tile", path, "its hashes are not those of the entries below it");
  }
}
