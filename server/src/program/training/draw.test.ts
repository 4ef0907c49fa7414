// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { test } from "node:test";
import type { Question } from "./course-text.ts";
import { shippedCourses } from "./course.ts";
import { type Chance, drawQuestions } from "./draw.ts";

/** Chance that a seed decides, so that a failure can be had again. */
function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const bankOf = (sizes: readonly number[], answers: number): Question[] =>
  sizes.flatMap((size, objective) =>
    Array.from({ length: size }, (_, n) => ({
      id: `${String.fromCharCode(97 + objective)}a-${String(n).padStart(2, "0")}`,
      objective: `objective${objective}`,
      cite: "164.312(d)",
      level: 1,
      ask: "What do you do?",
      answers: Array.from({ length: answers }, (__, place) => ({ text: `Answer ${place}`, right: place === 0 })),
      because: "Because it is so.",
    })),
  );

const ids = (drawn: readonly { readonly id: string }[]): string[] => drawn.map(({ id }) => id);

test("a draw holds as many as are asked, none twice, each objective, each answer once", () => {
  fc.assert(
    fc.property(
      fc.record({
        sizes: fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 7 }),
        answers: fc.integer({ min: 3, max: 5 }),
        asks: fc.integer({ min: 1, max: 12 }),
        seed: fc.integer(),
        rounds: fc.integer({ min: 1, max: 4 }),
      }),
      ({ sizes, answers, asks, seed, rounds }) => {
        const bank = bankOf(sizes, answers);
        const below = chanceOf(seed);
        const earlier: string[][] = [];
        for (let round = 0; round < rounds; round++) {
          const drawn = drawQuestions(bank, { asks, earlier, below });
          assert.equal(drawn.length, Math.min(asks, bank.length));
          assert.equal(new Set(ids(drawn)).size, drawn.length);
          const objectives = new Set(drawn.map(({ id }) => bank.find((one) => one.id === id)?.objective));
          assert.equal(objectives.size, Math.min(asks, sizes.length), "each objective, where there is room");
          for (const { order } of drawn) assert.deepEqual(order.toSorted(), [...Array(answers).keys()]);
          earlier.push(ids(drawn));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("no course asks the same set twice in twenty tests, and the second test shares nothing it need not", async () => {
  for (const { id, questions, front } of await shippedCourses()) {
    const below = chanceOf(164);
    const earlier: string[][] = [];
    for (let round = 0; round < 20; round++) earlier.push(ids(drawQuestions(questions, { asks: front.asks, earlier, below })));
    assert.equal(new Set(earlier.map((set) => set.toSorted().join())).size, 20, id);
    const shared = earlier[1]?.filter((one) => earlier[0]?.includes(one)).length ?? 0;
    assert.ok(shared <= 2, `${id}: ${shared} again at once`);
  }
});

test("the right answer stands in every place about equally often", () => {
  const bank = bankOf([1], 4);
  const counts = [0, 0, 0, 0];
  for (let n = 0; n < 4000; n++) {
    const [drawn] = drawQuestions(bank, { asks: 1, earlier: [] });
    const place = drawn?.order.indexOf(0) ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  for (const count of counts) assert.ok(count > 850 && count < 1150, counts.join());
});

test("a bank with nothing else to ask is asked again", () => {
  const bank = bankOf([1, 1], 3);
  const drawn = drawQuestions(bank, { asks: 2, earlier: [ids(bank)], below: chanceOf(1) });
  assert.equal(drawn.length, 2);
});
