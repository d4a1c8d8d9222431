// Saves a draft a moment after typing, without its files; says when, and stops when somebody else saved meanwhile.
const form = document.querySelector('form[data-draft]')
const said = document.getElementById('draft-said')
if (form && said) {
  let timer
  let busy
  let typed = false
  let stopped = false
  let leaving = false
  const later = (ms) => {
    clearTimeout(timer)
    if (!stopped && !leaving) timer = setTimeout(run, ms)
  }
  const tell = (text, isTrouble) => {
    if (isTrouble) said.setAttribute('role', 'alert')
    else said.removeAttribute('role')
    said.classList.toggle('error', isTrouble)
    said.textContent = text
  }
  const save = async () => {
    clearTimeout(timer)
    if (!typed || stopped || leaving) return
    typed = false
    const body = new FormData(form)
    for (const [name, value] of [...body]) if (typeof value !== 'string') body.delete(name)
    try {
      const answer = await fetch(form.dataset.draft, { method: 'POST', body, redirect: 'manual', keepalive: document.hidden })
      if (answer.type === 'opaqueredirect') {
        stopped = true
        return tell('ログインの期限が切れました。別の窓でログインしてから、保存のボタンを押してください。', true)
      }
      const told = await answer.json()
      if (answer.ok) form.elements.mark.value = told.mark
      else if (answer.status !== 422) stopped = true
      tell(told.said, !answer.ok)
    } catch {
      typed = true
      tell('今は保存できませんでした。つながると、もう一度保存します。', true)
      later(10000)
    }
  }
  const run = () =>
    (busy ??= save().finally(() => {
      busy = undefined
    }))
  form.addEventListener('input', (event) => {
    if (event.target.type === 'file') return
    typed = true
    later(2000)
  })
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    if (!busy) {
      leaving = true
      // What holds the form back leaves its page to be written on.
      setTimeout(() => {
        if (!event.defaultPrevented) return
        leaving = false
        later(2000)
      })
      return
    }
    event.preventDefault()
    const by = event.submitter
    busy.then(() => form.requestSubmit(by))
  })
  window.addEventListener('pageshow', () => {
    stopped = false
    leaving = false
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) run()
  })
  said.append('書いたものは、自動でも保存します。')
}
