// SPDX-License-Identifier: Apache-2.0
// The members of a package, given out only as the signed manifest lists them. A fault is taken down once, with the file.
import { sha256, sha256Stream } from "#sha256";
import { hex } from "./bytes.ts";
import { expect, VerificationError } from "./error.ts";
import type { Findings } from "./findings.ts";
import { MANIFEST, MANIFEST_NOTE, type ManifestFile } from "./manifest.ts";
import type { Member, Zip } from "./zip.ts";

export class PackageFiles {
  readonly #zip: Zip;
  readonly #findings: Findings;
  readonly #listed: ReadonlyMap<string, ManifestFile>;
  readonly #unread: Set<string>;

  constructor(zip: Zip, files: readonly ManifestFile[], findings: Findings) {
    this.#zip = zip;
    this.#findings = findings;
    this.#listed = new Map(files.map((file) => [file.path, file]));
    this.#unread = new Set(this.#listed.keys());
  }

  get count(): number {
    return this.#listed.size;
  }

  has(path: string): boolean {
    return this.#listed.has(path);
  }

  /** Takes down what is listed and not there, is there and not listed, or is there with another size. */
  compare(): void {
    for (const { path, size } of this.#listed.values()) {
      const there = this.#zip.members.get(path);
      if (there === undefined) this.#findings.fault("missing_file", path, "the manifest lists it and it is not there");
      else if (there.size !== size) this.#findings.fault("hash_mismatch", path, `${there.size} bytes where the manifest lists ${size}`);
    }
    for (const path of this.#zip.members.keys())
      if (!this.#listed.has(path) && path !== MANIFEST && path !== MANIFEST_NOTE)
        this.#findings.fault("unlisted_file", path, "the manifest does not list it");
  }

  /** The content of `path`, at most `sizeMax` bytes. Null, and a fault, if it is missing, differs from the manifest or cannot be read. */
  async read(path: string, sizeMax: number): Promise<Uint8Array | null> {
    return this.#findings.attempt(path, async () => {
      const { member, file } = this.#member(path);
      const bytes = await this.#zip.read(member, sizeMax);
      expect(hex(sha256(bytes)) === file.sha256, "hash_mismatch", "its SHA-256 is not the one in the manifest");
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
    expect(hex(hash.digest()) === file.sha256, "hash_mismatch", "its SHA-256 is not the one in the manifest");
  }

  /** Takes down every listed file that nobody asked for: nothing was proved of it. */
  expectAllRead(): void {
    for (const path of this.#unread) this.#findings.fault("unlisted_file", path, "it belongs to no log of the package");
  }

  #member(path: string): { member: Member; file: ManifestFile } {
    this.#unread.delete(path);
    const [member, file] = [this.#zip.members.get(path), this.#listed.get(path)];
    if (member === undefined || file === undefined) throw new VerificationError("missing_file", "it is needed and not there");
    return { member, file };
  }
}
