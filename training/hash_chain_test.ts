import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { isLinkStep, type Link, nextLink } from "./hash_chain.ts";

const KERNEL = [1, 2, 3, 4];
const BIAS = [0, -1];

/** A link of tensors with these values, in the record's order. */
async function linkOf(
  values: Readonly<Record<string, readonly number[]>>,
  previous?: Link,
): Promise<Link> {
  const tensors = Object.fromEntries(
    Object.entries(values).map(([name, v]) => [name, tf.tensor1d([...v])]),
  );
  const link = await nextLink(tensors, { step: 4, previous });
  tf.dispose(tensors);
  return link;
}

test("links are taken at 0 and at powers of two", () => {
  const steps = Array.from({ length: 70 }, (_, step) => step);
  assertEquals(steps.filter(isLinkStep), [0, 1, 2, 4, 8, 16, 32, 64]);
});

test("equal bits make equal links, whatever the engine", async () => {
  const links: Link[] = [];
  for (const engineName of [...ENGINE_NAMES, ...ENGINE_NAMES]) {
    await openEngine(engineName);
    links.push(await linkOf({ kernel: KERNEL, bias: BIAS }));
  }
  for (const link of links) assertEquals(link, links[0]!);
  assertEquals(links[0]!.step, 4);
  assertMatch(links[0]!.chain, /^[0-9a-f]{16}$/);
});

test("one bit, a name or the order changes the chain", async () => {
  await openEngine("cpu");
  const { chain, tensors } = await linkOf({ kernel: KERNEL, bias: BIAS });
  const lastBit = await linkOf({ kernel: [1, 2, 3, 4 + 2 ** -21], bias: BIAS });
  const sign = await linkOf({ kernel: KERNEL, bias: [-0, -1] });
  const name = await linkOf({ kernel: KERNEL, offset: BIAS });
  const order = await linkOf({ bias: BIAS, kernel: KERNEL });
  const swapped = await linkOf({ kernel: BIAS, bias: KERNEL });
  for (const other of [lastBit, sign, name, order, swapped]) {
    assertNotEquals(other.chain, chain);
  }
  // The tensor that differs can be told from those that do not.
  assertNotEquals(lastBit.tensors["kernel"], tensors["kernel"]);
  assertEquals(lastBit.tensors["bias"], tensors["bias"]);
});

test("a link depends on all links before it", async () => {
  await openEngine("cpu");
  const values = { kernel: KERNEL };
  const first = await linkOf(values);
  const second = await linkOf(values, first);
  const third = await linkOf(values, second);
  const afterAnother = await linkOf(values, await linkOf({ kernel: BIAS }));
  const chains = [first, second, third, afterAnother].map(({ chain }) => chain);
  assertEquals(new Set(chains).size, 4);
  assertEquals(third.tensors, first.tensors);
});
