// Before the first paint: the language and theme that were chosen here last, so that nothing flickers or turns around.
// A classic script on purpose; modules run too late for it.
(function () {
  const root = document.documentElement;
  function kept(key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null; // storage is switched off: nothing is remembered, all else works
    }
  }
  const first = (navigator.languages || [navigator.language || 'en']).find((tag) => /^(ar|en)\b/i.test(tag)) || 'en';
  const language = kept('rawi.language') || first.slice(0, 2).toLowerCase();
  root.lang = language === 'ar' ? 'ar' : 'en';
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  const theme = kept('rawi.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
})();
