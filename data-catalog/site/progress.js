// Asks how far a run is and shows it; reloads when it is over.
const bar = document.querySelector('progress[data-from]')
if (bar) {
  const said = document.getElementById('run-step')
  const ask = async () => {
    try {
      const answer = await fetch(bar.dataset.from, { headers: { accept: 'application/json' } })
      if (!answer.ok) return
      const { state, step, progress } = await answer.json()
      if (state !== 'queued' && state !== 'running') return location.reload()
      if (state === 'running') bar.value = progress
      else bar.removeAttribute('value')
      if (said && said.textContent !== step) said.textContent = step
    } catch {
      // the site is away for a moment: ask again
    }
    setTimeout(ask, 1000)
  }
  setTimeout(ask, 1000)
}
