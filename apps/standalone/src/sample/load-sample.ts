import { localDateOf } from '#kernel';
import { loadPlan, loadScheme } from './load-plan.js';
import { loadRegister } from './load-register.js';
import type { PublicApi } from './public-api.js';
import { untilSettled } from './settled.js';

export interface SampleOptions {
  /** Where the product answers, nobody signed in. */
  api: PublicApi;
  /** Of the account `admin`. */
  adminPassword: string;
  /** Of every sample account. */
  samplePassword: string;
}

/**
 * Enters the sample through the public API. What is there already is left as it is, so that a start that was interrupted
 * is made good by the next one.
 * @throws ApiRefusal naming the request that was refused and why
 */
export async function loadSample({ api: everyone, adminPassword, samplePassword }: SampleOptions): Promise<void> {
  const administrator = await everyone.signIn('admin', adminPassword);
  const { now } = await administrator.get<{ now: string }>('/api/departments/settled');
  const register = await loadRegister(administrator, localDateOf(new Date(now)), samplePassword);
  await untilSettled(administrator); // the other services admit only accounts that they have heard of
  const [coordinator, assessor] = await Promise.all([
    everyone.signIn('office.coordinator', samplePassword),
    everyone.signIn('office.assessor', samplePassword),
  ]);
  await Promise.all([loadPlan(coordinator, register), loadScheme(assessor)]);
}
