import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { errorCodes, topicLabel, topics } from '@kith/contract';
import { html, page } from './html.ts';

interface Schema { type?: string; $ref?: string; enum?: string[]; maxLength?: number; minimum?: number; maximum?: number; maxItems?: number; items?: Schema; properties?: Record<string, Schema>; required?: string[]; pattern?: string }
interface Operation { operationId: string; summary: string; parameters: { name: string; in: string; required: boolean; schema: Schema }[]; requestBody?: { content: Record<string, { schema: Schema }> }; responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }> }
interface Document { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

/** The OpenAPI document as text, from the contract package. */
export const openapiText: string = readFileSync(createRequire(import.meta.url).resolve('@kith/contract/openapi.json'), 'utf8');

const nameOf = (schema: Schema | undefined) => schema?.$ref?.split('/').at(-1);
const describe = (schema: Schema): string => [
  nameOf(schema) ?? (schema.type === 'array' ? `list of ${schema.items ? describe(schema.items) : 'anything'}` : schema.type ?? 'any'),
  schema.enum ? `one of ${schema.enum.join(', ')}` : '', schema.maxLength ? `up to ${schema.maxLength} characters` : '',
  schema.minimum !== undefined && schema.maximum !== undefined && Math.abs(schema.maximum) < 1e9 ? `${schema.minimum} to ${schema.maximum}` : '', schema.maxItems ? `up to ${schema.maxItems}` : '',
].filter(Boolean).join('; ');
const reference = (schema: Schema | undefined) => (nameOf(schema) ? html`<a href="#${nameOf(schema)!}">${nameOf(schema)!}</a>` : html`${schema ? describe(schema) : ''}`);
const first = <T>(record: Record<string, T> | undefined): T | undefined => record && Object.values(record)[0];

function operation(method: string, path: string, item: Operation) {
  return html`<section id="${item.operationId}">
<h3><code>${method.toUpperCase()} ${path}</code></h3>
<p>${item.summary}.</p>
${item.parameters.length ? html`<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">What</th></tr></thead><tbody>${item.parameters.map((parameter) => html`<tr><td><code>${parameter.name}</code>${parameter.required ? '' : ' (optional)'}</td><td>${parameter.in}</td><td>${describe(parameter.schema)}</td></tr>`)}</tbody></table>` : ''}
${item.requestBody ? html`<p>Body: ${reference(first(item.requestBody.content)?.schema)}</p>` : ''}
<ul>${Object.entries(item.responses).map(([status, response]) => html`<li><strong>${status}</strong> ${reference(first(response.content)?.schema)}${Number(status) >= 400 ? html`: ${response.description.split('\n').map((line) => line.split(':')[0]).join(', ')}` : ''}</li>`)}</ul>
</section>`;
}

const fields = (name: string, schema: Schema) => html`<section id="${name}"><h3>${name}</h3>
${schema.properties ? html`<table><thead><tr><th scope="col">Field</th><th scope="col">What</th></tr></thead><tbody>${Object.entries(schema.properties).map(([field, part]) => html`<tr><td><code>${field}</code>${schema.required?.includes(field) ? '' : ' (optional)'}</td><td>${describe(part)}</td></tr>`)}</tbody></table>` : html`<p>${describe(schema)}</p>`}</section>`;

let rendered: string | undefined;

/** The API in words, drawn from `openapi.json`. */
export function docsPage(): string {
  if (rendered) return rendered;
  const document = JSON.parse(openapiText) as Document;
  rendered = page({
    title: 'Kith API', language: 'en',
    body: html`<main>
<h1>The Kith API</h1>
<p>Public calls name a program by its site key and come from an origin that the program allows. <a href="/openapi.json">The same as openapi.json.</a> <a href="/docs/helplines">Every crisis line with its sources.</a></p>
<h2>Calls</h2>
${Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, item]) => operation(method, path, item)))}
<h2>Errors</h2>
<p>Every error has the same body, <a href="#Problem">Problem</a>. Its detail is fit to show; nothing a visitor wrote is ever in it.</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What to do</th></tr></thead><tbody>${Object.entries(errorCodes).map(([code, [status, detail]]) => html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${detail}</td></tr>`)}</tbody></table>
<h2>Forms</h2>
${Object.entries(document.components.schemas).map(([name, schema]) => fields(name, schema))}
<h2>Topics</h2>
<table><thead><tr><th scope="col">Slug</th><th scope="col">English label</th></tr></thead><tbody>${topics.map((slug) => html`<tr><td><code>${slug}</code></td><td>${topicLabel(slug)!}</td></tr>`)}</tbody></table>
</main>`,
  });
  return rendered;
}
