import { ServiceEnvironment } from '#platform/config';

/** The environment of the assessment service: nothing besides what every service has. What it judges by is data, in schemes. */
export const AssessmentEnvironment = ServiceEnvironment;
export type AssessmentConfig = ServiceEnvironment;
