// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { Brand } from "../../shell/brand.tsx";
import { ThemeSwitch } from "../../shell/theme-switch.tsx";

/** The frame of everything before the shell: set-up, enrolment, sign-in. */
export function Entrance({ children, foot }: { children: ReactNode; foot?: ReactNode }): ReactNode {
  return (
    <div className="entrance">
      <header className="no-print">
        <Brand />
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="small">{foot ?? "Open source, Apache-2.0. It runs on your own server and sends nothing elsewhere."}</footer>
      <Ground />
    </div>
  );
}

const WIDTH = 1_440;
const LEVELS = 5;
const STEP = 78;

/** A tree of the kind the ledger is made of. Decoration. */
function Ground(): ReactNode {
  const nodes = Array.from({ length: LEVELS }, (_, level) =>
    Array.from({ length: 2 ** (level + 1) }, (_unused, n) => ({ x: (WIDTH / 2 ** (level + 1)) * (n + 0.5), y: (level + 0.5) * STEP })),
  );
  const edges = nodes.flatMap((row, level) =>
    row.filter((_, n) => n % 2 === 0).map((left) => ({ left: left.x, right: left.x + WIDTH / 2 ** (level + 1), y: left.y })),
  );
  return (
    <svg className="ground" viewBox={`0 0 ${WIDTH} ${LEVELS * STEP}`} preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <path d={edges.map(({ left, right, y }) => `M${left} ${y}v${-STEP / 2}h${right - left}v${STEP / 2}`).join("")} />
      <path
        d={nodes
          .slice(0, -1)
          .flatMap((row) => row.map(({ x, y }) => `M${x} ${y}v${STEP / 2}`))
          .join("")}
      />
      {nodes.flat().map(({ x, y }) => (
        <rect key={`${x} ${y}`} x={x - 5} y={y - 5} width="10" height="10" rx="2" />
      ))}
    </svg>
  );
}
