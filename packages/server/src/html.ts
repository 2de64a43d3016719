import { html, raw } from 'hono/html';

export { html, raw };

/** A whole page. `body` is already safe markup. */
export const page = ({ title, language, direction = 'ltr', head = html``, body }: { title: string; language: string; direction?: string; head?: ReturnType<typeof html>; body: ReturnType<typeof html> }): string =>
  // `html` gives a String object, and a promise only for parts that are promises; there are none.
  (html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="stylesheet" href="/pages.css">
${head}
</head>
<body>
${body}
</body>
</html>` as string).toString();
