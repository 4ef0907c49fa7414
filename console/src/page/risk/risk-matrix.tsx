// SPDX-License-Identifier: Apache-2.0
// Five by five: how many risks of the register stand where. A table, whose counts narrow the list to their own.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Library, Risk } from "../../api/risk.ts";
import { Panel } from "../../part/panel.tsx";
import { plural } from "../../time/times.ts";
import { cellOf, levelIn } from "./risk-words.ts";

/** `chosen` is the cell that the list is narrowed to. */
export function RiskMatrix({
  risks,
  library,
  chosen,
}: {
  risks: readonly Risk[];
  library: Library;
  chosen: string | undefined;
}): ReactNode {
  const { likelihood, impact } = library;
  const counts = new Map([...Map.groupBy(risks, ({ now }) => cellOf(now))].map(([cell, some]) => [cell, some.length]));
  return (
    <Panel title="Where the risks stand" note="Likelihood by impact, as they are today" className="risk-matrix" footer={levelsSay(library)}>
      <table aria-label="Risks by likelihood and impact">
        <thead>
          <tr>
            <th scope="col">Likelihood</th>
            {impact.map(({ value, word, says }) => (
              <th key={value} scope="col" title={says}>
                <span className="num">{value}</span> <span className="word">{word}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {likelihood.toReversed().map((row) => (
            <tr key={row.value}>
              <th scope="row" title={row.says}>
                <span className="num">{row.value}</span> <span className="word">{row.word}</span>
              </th>
              {impact.map((column) => {
                const cell = cellOf({ likelihood: row.value, impact: column.value });
                const level = levelIn(library, row.value * column.value);
                const count = counts.get(cell) ?? 0;
                return (
                  <td key={cell} data-level={level}>
                    {count === 0 ? (
                      <span className="muted" aria-label={`None, ${level}`}>
                        ·
                      </span>
                    ) : (
                      <Link
                        to="/risks"
                        search={chosen === cell ? {} : { cell }}
                        aria-label={`${plural(count, "risk")}, ${level}, likelihood ${row.value}, impact ${column.value}`}
                        {...(chosen === cell ? { "aria-current": true } : {})}
                      >
                        {count}
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** "Low from 1, moderate from 5": what the colours stand for, in words. */
const levelsSay = ({ levels }: Library): string => {
  const said = levels.map(({ level, from }) => `${level} from ${from}`).join(", ");
  return `The score is likelihood times impact: ${said}.`;
};
