const text =
  'system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif';
const code = 'ui-monospace, Consolas, Menlo, monospace';

window.Redoc.init(
  // The language asked of the page is the language asked of the document.
  `/openapi.json${window.location.search}`,
  {
    // Most Korean words are two letters long.
    minCharacterLengthToInitSearch: 2,
    theme: {
      typography: { fontFamily: text, headings: { fontFamily: text }, code: { fontFamily: code } },
    },
  },
  document.getElementById('redoc'),
);
