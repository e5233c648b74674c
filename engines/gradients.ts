/**
 * Registers the gradients of tfjs's operations, which its core leaves to the
 * union package that also brings layers and browser backends.
 *
 * @module
 */
import "@tensorflow/tfjs";
