import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { resnet } from "./resnet.ts";

const ghostBatchSize = 32;
const wide = [32, 64, 128] as const;
const narrow = [8, 16, 32] as const;

// Depths 20 to 110: He et al., table 6, in full as in widely used code; the
// others and the arithmetic: protocols of the papers' claims.
const COUNTS = [
  { sizes: { depth: 20 }, parameters: 269_722, multiplyAdds: 40_551_040 },
  { sizes: { depth: 32 }, parameters: 464_154, multiplyAdds: 68_862_592 },
  { sizes: { depth: 56 }, parameters: 853_018, multiplyAdds: 125_485_696 },
  { sizes: { depth: 110 }, parameters: 1_727_962, multiplyAdds: 252_887_680 },
  {
    sizes: { depth: 32, classes: 100 },
    parameters: 470_004,
    multiplyAdds: 68_868_352,
  },
  { sizes: { depth: 44 }, parameters: 658_586, multiplyAdds: 97_174_144 },
  {
    sizes: { depth: 44, classes: 100 },
    parameters: 664_436,
    multiplyAdds: 97_179_904,
  },
  {
    sizes: { depth: 44, classes: 100, widths: wide },
    parameters: 2_637_444,
    multiplyAdds: 387_822_080,
  },
  {
    sizes: { depth: 8, widths: narrow },
    parameters: 19_218,
    multiplyAdds: 3_170_624,
  },
];

for (const { sizes, parameters, multiplyAdds } of COUNTS) {
  const model = resnet({ ...sizes, ghostBatchSize });
  test(`${model.name} has ${parameters} parameters`, () => {
    assertEquals(model.parameterCount, parameters);
    assertEquals(model.multiplyAdds, multiplyAdds);
  });
}

test("a depth that is not 6n + 2 is refused", () => {
  for (const depth of [2, 18, 31, 33, 8.5, -4, NaN]) {
    assertThrows(
      () => resnet({ depth, ghostBatchSize }),
      RangeError,
      `depth must be 6n + 2, current value ${depth}`,
    );
  }
});

test("without normalisation, convolutions have biases instead", () => {
  // 7 convolutions of 8, 8, 8, 16, 16, 32, 32 filters: γ and β against b.
  const options = { depth: 8, widths: narrow };
  const model = resnet(options);
  const filters = 8 + 2 * (8 + 16 + 32);
  assertEquals(
    model.parameterCount,
    resnet({ ...options, ghostBatchSize }).parameterCount - filters,
  );
  assertEquals(model.ghostBatchSize, undefined);
});
