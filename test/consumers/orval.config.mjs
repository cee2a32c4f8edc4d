export default {
  api: {
    input: '../../openapi.json',
    output: {
      mode: 'single',
      target: 'generated/orval.ts',
      client: 'fetch',
      override: { mutator: { path: './orval-fetch.ts', name: 'send' } },
    },
  },
};
