// SPDX-License-Identifier: Apache-2.0
// Counts for Prometheus (text format 0.0.4): operations by name and outcome, faults by code. No identifiers.

export class Metrics {
  readonly #counts = new Map<string, { n: number; ms: number }>();
  readonly #faults = new Map<string, number>();

  /** The counter of one operation's outcome; it shows from its first count. */
  counter(operation: string, outcome: string): { count(ms: number): void } {
    const key = `operation="${operation}",outcome="${outcome}"`;
    const counted = { n: 0, ms: 0 };
    return {
      count: (ms) => {
        if (counted.n === 0) this.#counts.set(key, counted);
        counted.n += 1;
        counted.ms += ms;
      },
    };
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
