import { join } from "node:path";
import { Breakdown } from "../../../core/exit_code.ts";
import { checkInstallation } from "../installation/check.ts";
import { findTensorflow, isUsable } from "../installation/find.ts";
import {
  installationIn,
  type TensorflowInstallation,
} from "../installation/installation.ts";
import { privateInstallation, privateRoot } from "../installation/private.ts";
import { checkVersion, PINNED_VERSION } from "../installation/version.ts";
import { fetchPackages, keepLibraries, verifyLibraries } from "./packages.ts";
import { probeVersion } from "./probe.ts";
import { type HeldRoot, holdRoot } from "./root.ts";
import {
  defaultVariant,
  packageOf,
  type Variant,
  variantOf,
} from "./variant.ts";

/** Options of {@linkcode setupTensorflow}. */
export interface SetupOptions {
  /** The build; by default any that is there, or what suits this machine. */
  readonly variant: Variant | undefined;
  /** Whether to install even if there is one that can be used. */
  readonly force: boolean;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Shows one line of text. */
  readonly say: (text: string) => void;
}

/** What {@linkcode setupTensorflow} ends with. */
export interface SetupResult {
  /** The installation that was asked for; it can be used. */
  readonly installation: TensorflowInstallation;
  /** The one that `findTensorflow` finds, which may come before it. */
  readonly first: TensorflowInstallation | undefined;
}

/**
 * Sees to it that there is an installation of TensorFlow that can be used.
 *
 * @throws {UsageError} for a build that this platform does not have, without
 * Python and pip, if `GRADNOISE_TENSORFLOW` names no installation, and for a
 * user without a home folder, unless the first that is found will do.
 * @throws {Breakdown} if it cannot be fetched, written or loaded; what was
 * installed before is then still there.
 * @throws the reason of `signal`, if it aborts.
 */
export async function setupTensorflow(
  { variant, force, signal, say }: SetupOptions,
): Promise<SetupResult> {
  const first = await findTensorflow();
  const serves = (
    found: TensorflowInstallation | undefined,
  ): found is TensorflowInstallation =>
    !force && found !== undefined && isUsable(found) &&
    (variant === undefined || variantOf(found) === variant);
  if (serves(first)) return { installation: first, first };
  const root = await privateRoot();
  const present = () => {
    const own = privateInstallation(root);
    return serves(own) ? own : undefined;
  };
  const before = present();
  if (before !== undefined) return { installation: before, first };
  packageOf(variant ?? "cpu");
  await using held = await holdRoot(root, {
    signal,
    onWait: () => say("Waiting for another setup to end"),
  });
  // Which may have done the work.
  const since = present();
  if (since === undefined) {
    const chosen = variant ?? await defaultVariant();
    say(`Installing TensorFlow ${PINNED_VERSION} (${chosen} build) in ${root}`);
    await install(held, { variant: chosen, signal, say });
  }
  const installation = since ?? privateInstallation(root);
  if (installation === undefined) {
    throw new Breakdown(`Cannot install TensorFlow: something empties ${root}`);
  }
  return { installation, first: await findTensorflow() };
}

async function install(
  held: HeldRoot,
  { variant, signal, say }:
    & { variant: Variant }
    & Pick<SetupOptions, "signal" | "say">,
): Promise<void> {
  const target = await held.makeWorkFolder();
  const scratch = await held.makeWorkFolder();
  await fetchPackages(variant, { target, scratch, signal });
  say("Verifying the libraries");
  await verifyLibraries(target, { signal });
  await keepLibraries(target);
  const installation = installationIn(join(target, "tensorflow"), {
    source: "just installed",
  });
  if (installation === undefined) {
    throw new Breakdown(
      "Cannot install TensorFlow: its package lacks the libraries",
    );
  }
  checkInstallation(installation);
  checkVersion(await probeVersion(installation), installation.folder);
  signal.throwIfAborted();
  await held.place(target);
}
