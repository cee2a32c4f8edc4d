const text =
  'system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif';
const code = 'ui-monospace, Consolas, Menlo, monospace';

const dark = {
  colors: {
    primary: { main: '#8fc7ea' },
    success: { main: '#7bc98f' },
    error: { main: '#f28b82' },
    text: { primary: '#e3e6e8', secondary: '#aab2b8' },
    border: { dark: '#3a4045', light: '#2b3034' },
    responses: {
      success: { color: '#7bc98f', backgroundColor: '#1f2c23' },
      error: { color: '#f28b82', backgroundColor: '#33211f' },
    },
  },
  schema: { nestedBackground: '#22272a', typeNameColor: '#aab2b8', typeTitleColor: '#aab2b8' },
  sidebar: { backgroundColor: '#14171a', textColor: '#e3e6e8', activeTextColor: '#8fc7ea' },
  rightPanel: { backgroundColor: '#101315', textColor: '#e3e6e8' },
  codeBlock: { backgroundColor: '#1a1e21' },
};
const isDark = window.matchMedia('(prefers-color-scheme: dark)').matches;

window.Redoc.init(
  // The document is in the language of the page.
  `/openapi.json?lang=${document.documentElement.lang}`,
  {
    // Most Korean words have two letters.
    minCharacterLengthToInitSearch: 2,
    theme: {
      ...(isDark && dark),
      typography: {
        fontFamily: text,
        headings: { fontFamily: text },
        code: { fontFamily: code, ...(isDark && { backgroundColor: '#2b3034', color: '#f2b8b5' }) },
        ...(isDark && { links: { color: '#8fc7ea', visited: '#8fc7ea', hover: '#b9def5' } }),
      },
    },
  },
  document.getElementById('redoc'),
);
