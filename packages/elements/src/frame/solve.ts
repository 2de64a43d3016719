import { solveChallenge } from 'altcha-lib/v1';
import type { Solve } from '@kith/sdk';

/** The sum that the server asked for, by trying. The answer is as ALTCHA writes it. */
export const solve: Solve = async ({ algorithm, challenge, salt, signature, maxnumber }) => {
  const found = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  return found ? btoa(JSON.stringify({ algorithm, challenge, number: found.number, salt, signature })) : undefined;
};
