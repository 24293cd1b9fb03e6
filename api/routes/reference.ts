import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Express, Response } from 'express';
import { getReference } from '../contract/service.ts';
import type { Binding } from '../http/bind.ts';

/** Swagger UI from its own package, served from here: nothing is loaded from elsewhere. */
const FILES: Readonly<Record<string, string>> = { 'swagger-ui.css': 'css', 'swagger-ui-bundle.js': 'js' };

/** Swagger UI sets style attributes and embeds small pictures; it runs no inline script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Docket API reference</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/v1/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<noscript><p>The reference needs JavaScript. The document itself is at <a href="/v1/openapi.json">/v1/openapi.json</a>.</p></noscript>
<script src="/v1/docs/swagger-ui-bundle.js"></script>
<script src="/v1/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null, tryItOutEnabled: false });\n`;

export function bindReference(binding: Binding, app: Express): void {
  binding.raw(getReference, (_call, _request, response) => {
    response.set('Content-Security-Policy', POLICY).type('html').send(PAGE);
  });
  app.get('/v1/docs/start.js', (_request, response) => void response.type('js').send(START));
  app.get('/v1/docs/:file', (request, response, next) => {
    const type = Object.hasOwn(FILES, request.params.file) ? FILES[request.params.file] : undefined;
    if (type === undefined) return next();
    sendAsset(response, request.params.file);
  });
}

function sendAsset(response: Response, file: string): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  response.sendFile(join(folder, file), { maxAge: '1h' });
}
