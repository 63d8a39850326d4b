import { Module, type DynamicModule } from '@nestjs/common';
import { ServicePlatform } from '#platform';
import { AdoptScheme } from './commands/adopt-scheme.js';
import { ApprovePublication } from './commands/approve-publication.js';
import { ChangeAssessment } from './commands/change-assessment.js';
import { CompleteFacts } from './commands/complete-facts.js';
import { DraftAssessment } from './commands/draft-assessment.js';
import { RefusePublication } from './commands/refuse-publication.js';
import { RequestPublication } from './commands/request-publication.js';
import type { AssessmentConfig } from './config.js';
import { AssessmentsController } from './http/assessments.controller.js';
import { ResultsController } from './http/results.controller.js';
import { SchemesController } from './http/schemes.controller.js';
import { assessmentEntities } from './persistence/entities.js';
import { assessmentMigrations } from './persistence/migrations/index.js';
import { FactsProjection } from './projections/facts.projection.js';
import { ExplainResult } from './queries/explain-result.js';
import { GetAssessment } from './queries/get-assessment.js';
import { GetScheme } from './queries/get-scheme.js';
import { ListAssessments } from './queries/list-assessments.js';
import { ListOwnResults } from './queries/list-own-results.js';
import { ListSchemes } from './queries/list-schemes.js';
import { ListUnitFacts } from './queries/list-unit-facts.js';

/** Every HTTP controller of the service. */
export const assessmentControllers = [SchemesController, AssessmentsController, ResultsController];

const COMMANDS = [
  AdoptScheme,
  ApprovePublication,
  ChangeAssessment,
  CompleteFacts,
  DraftAssessment,
  RefusePublication,
  RequestPublication,
];

const QUERIES = [ExplainResult, GetAssessment, GetScheme, ListAssessments, ListOwnResults, ListSchemes, ListUnitFacts];

/** Schemes, facts taken from events, scores with their reasons, rankings. */
@Module({})
export class AssessmentModule {
  static register(config: AssessmentConfig): DynamicModule {
    const platform = ServicePlatform.forService({
      service: 'assessment',
      title: 'Lianban assessment: schemes, scores and their reasons',
      config,
      sources: ['departments', 'tasks'],
      entities: assessmentEntities,
      migrations: assessmentMigrations,
      controllers: assessmentControllers,
    });
    return {
      module: AssessmentModule,
      imports: [platform],
      controllers: [...assessmentControllers, FactsProjection],
      providers: [...COMMANDS, ...QUERIES],
    };
  }
}
