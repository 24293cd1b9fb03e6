import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Express, Response } from 'express';
import { API_RESOURCE, DEVELOPMENT_SECRET, PERSON_GRANT, SCRIPT_CLIENT } from '../dev-issuer/constants.ts';
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

/** Works against the issuer that `npm start` runs; one line to copy. */
const TOKEN_COMMAND = [
  `curl -s http://127.0.0.1:8082/token -d grant_type=${PERSON_GRANT} -d client_id=${SCRIPT_CLIENT}`,
  `-d client_secret=${DEVELOPMENT_SECRET} -d resource=${API_RESOURCE} -d person=person:maria.alvarez`,
].join(' ');

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
<div style="max-width: 1460px; margin: 1rem auto; padding: 0 20px; font: 0.9375rem/1.5 sans-serif">
<p><strong>A token, in development only.</strong> The issuer that <code>npm start</code> runs gives one for a person by this line;
its port is 8082 unless the start printed another. Send the answer's <code>access_token</code> as
<code>Authorization: Bearer …</code>. Outside development, your own issuer gives tokens.</p>
<pre style="overflow-x: auto; padding: 0.5rem; border: 1px solid" tabindex="0"><code>${TOKEN_COMMAND}</code></pre>
</div>
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
