// Counts single tests for the closing line of npm test: {passed, failed, skipped: [name]}.
export default async function* count(source) {
  const result = { passed: 0, failed: 0, skipped: [] };
  for await (const { type, data } of source) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') {
      // A suite that was skipped as a whole has no tests of its own to speak for it.
      if (type === 'test:pass' && data.skip !== undefined) result.skipped.push(`${data.name}: ${data.skip}`);
      continue;
    }
    if (data.skip !== undefined) result.skipped.push(`${data.name}: ${typeof data.skip === 'string' ? data.skip : 'skipped'}`);
    else if (type === 'test:pass') result.passed++;
    else result.failed++;
  }
  yield JSON.stringify(result);
}
