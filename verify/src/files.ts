// SPDX-License-Identifier: Apache-2.0
// The members of a package, given out only as the signed manifest lists them. A fault is taken down once, with the file.
import { sha256, sha256Stream } from "#sha256";
import { hex } from "./bytes.ts";
import { expect } from "./error.ts";
import type { Findings } from "./findings.ts";
import { MANIFEST, MANIFEST_NOTE, type ManifestFile } from "./manifest.ts";
import type { Member, Zip } from "./zip.ts";

export class PackageFiles {
  readonly #zip: Zip;
  readonly #findings: Findings;
  readonly #listed: ReadonlyMap<string, ManifestFile>;
  readonly #unread: Set<string>;
  #unchanged = 0;

  constructor(zip: Zip, files: readonly ManifestFile[], findings: Findings) {
    this.#zip = zip;
    this.#findings = findings;
    this.#listed = new Map(files.map((file) => [file.path, file]));
    this.#unread = new Set(this.#listed.keys());
  }

  has(path: string): boolean {
    return this.#listed.has(path);
  }

  /** The content of `path`, at most `sizeMax` bytes. Null, and a fault, if it is missing, differs from the manifest or cannot be read. */
  async read(path: string, sizeMax: number): Promise<Uint8Array | null> {
    return this.#findings.attempt(path, async () => {
      const { member, file } = this.#member(path);
      const bytes = await this.#zip.read(member, sizeMax);
      this.#compare(file, sha256(bytes));
      return bytes;
    });
  }

  /** The content of `path` piece by piece; its hash is only known, and checked, at the end. @throws VerificationError. */
  async *chunks(path: string): AsyncGenerator<Uint8Array> {
    const { member, file } = this.#member(path);
    const hash = sha256Stream();
    for await (const chunk of this.#zip.chunks(member)) {
      hash.update(chunk);
      yield chunk;
    }
    this.#compare(file, hash.digest());
  }

  /** To be called when all is read: takes down what is not listed, and what is listed and nobody asked for. Gives the number of files if none is wrong. */
  end(): number | null {
    for (const path of this.#unread) this.#findings.fault("unlisted_file", path, "it belongs to no log of the package");
    const others = [...this.#zip.members.keys()].filter((path) => !this.#listed.has(path) && path !== MANIFEST && path !== MANIFEST_NOTE);
    for (const path of others) this.#findings.fault("unlisted_file", path, "the manifest does not list it");
    return others.length === 0 && this.#unchanged === this.#listed.size ? this.#unchanged : null;
  }

  #member(path: string): { member: Member; file: ManifestFile } {
    this.#unread.delete(path);
    const [member, file] = [this.#zip.members.get(path), this.#listed.get(path)];
    expect(member !== undefined && file !== undefined, "missing_file", "it is needed and not there");
    expect(member.size === file.size, "hash_mismatch", `${member.size} bytes where the manifest lists ${file.size}`);
    return { member, file };
  }

  #compare({ sha256 }: ManifestFile, found: Uint8Array): void {
    expect(hex(found) === sha256, "hash_mismatch", "its SHA-256 is not the one in the manifest");
    this.#unchanged++;
  }
}
