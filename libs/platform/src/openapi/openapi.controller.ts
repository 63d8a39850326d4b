import { Controller, Get, type Type } from '@nestjs/common';
import { endpointsOf } from '../http/endpoint.js';
import { openApiDocument } from './openapi-document.js';

/** Serves the service's OpenAPI document; the gateway merges them. */
export function openApiController(service: string, title: string, controllers: readonly Type[]): Type {
  const document = openApiDocument(endpointsOf(controllers), { title, version: '1.0.0' });

  @Controller()
  class OpenApiController {
    @Get(`/api/${service}/openapi.json`)
    read(): object {
      return document;
    }
  }
  return OpenApiController;
}
