// SPDX-License-Identifier: Apache-2.0
// Counts for Prometheus (text format 0.0.4): operations by name and outcome, faults by code. No identifiers.

export class Metrics {
  readonly #counts = new Map<string, { n: number; ms: number }>();
  readonly #faults = new Map<string, number>();

  count(operation: string, outcome: string, ms: number): void {
    const key = `operation="${operation}",outcome="${outcome}"`;
    const known = this.#counts.get(key) ?? { n: 0, ms: 0 };
    known.n += 1;
    known.ms += ms;
    this.#counts.set(key, known);
  }

  countFault(code: string): void {
    this.#faults.set(code, (this.#faults.get(code) ?? 0) + 1);
  }

  /** The text, with `gauges` by name added. */
  render(gauges: Readonly<Record<string, number>>): string {
    const lines = ["# TYPE part164_operations_total counter"];
    for (const [labels, { n }] of this.#counts) lines.push(`part164_operations_total{${labels}} ${n}`);
    lines.push("# TYPE part164_operation_seconds_total counter");
    for (const [labels, { ms }] of this.#counts) lines.push(`part164_operation_seconds_total{${labels}} ${(ms / 1000).toFixed(6)}`);
    lines.push("# TYPE part164_faults_total counter");
    for (const [code, n] of this.#faults) lines.push(`part164_faults_total{code="${code}"} ${n}`);
    for (const [name, value] of Object.entries(gauges)) lines.push(`# TYPE ${name} gauge`, `${name} ${value}`);
    return `${lines.join("\n")}\n`;
  }
}
