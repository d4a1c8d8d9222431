// Says in Japanese, at the field, what the browser would say in its own language, and sends a form once however often its button is pressed.
// The server checks everything again.
const ASK = {
  'select-one': '選んでください',
  file: 'ファイルを選んでください',
  checkbox: '確かめたら、しるしを付けてください',
  radio: 'どれかを選んでください',
}

function fault(control) {
  const { type, min, max, validity } = control
  if (validity.badInput || validity.stepMismatch)
    return type === 'number' ? '整数を数字で入れてください（例：120）' : '正しい日付を入れてください（例：2026年4月1日）'
  if (validity.valueMissing) return ASK[type] ?? '入力してください'
  if (validity.typeMismatch) return type === 'email' ? 'name@example.jp の形で入れてください' : '正しい形で入れてください'
  const bound = (edge) => (type === 'date' ? `${Number(edge.slice(0, 4))}年${Number(edge.slice(5, 7))}月${Number(edge.slice(8))}日` : edge)
  if (validity.rangeUnderflow) return `${bound(min)}以${type === 'date' ? '後' : '上'}を入れてください`
  if (validity.rangeOverflow) return `${bound(max)}以${type === 'date' ? '前' : '下'}を入れてください`
  if (validity.tooLong) return `${control.maxLength}字以内で入れてください`
  if (validity.tooShort) return `${control.minLength}字以上で入れてください`
  return control.title || '正しい形で入れてください'
}

const faults = new Map() // control → what is said of it
const isGroup = ({ type }) => type === 'radio'

function forget(control) {
  const said = faults.get(control)
  if (!said) return
  faults.delete(control)
  said.remove()
  control.removeAttribute('aria-invalid')
  const rest = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== said.id)
  if (rest.join('')) control.setAttribute('aria-describedby', rest.join(' '))
  else control.removeAttribute('aria-describedby')
}

function say(control) {
  forget(control)
  if (isGroup(control) && [...faults.keys()].some(({ form, name }) => form === control.form && name === control.name)) return
  const said = document.createElement('div')
  said.className = 'fault'
  said.id = `${control.id || control.name}-fault-${faults.size}`
  said.textContent = fault(control)
  const choice = control.closest('.choice')
  ;(choice ?? control).before(said)
  control.setAttribute('aria-invalid', 'true')
  control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${said.id}`.trim())
  faults.set(control, said)
}

// One press of a button calls this for each wrong control, in their order; the first gets the focus.
let isFirst = true
document.addEventListener(
  'invalid',
  (event) => {
    event.preventDefault()
    const control = event.target
    say(control)
    if (!isFirst) return
    isFirst = false
    control.closest('details')?.setAttribute('open', '')
    control.focus()
    setTimeout(() => {
      isFirst = true
    })
  },
  true,
)

document.addEventListener('input', ({ target }) => {
  for (const control of [...faults.keys()])
    if ((control === target || (isGroup(control) && control.name === target.name)) && control.validity.valid) forget(control)
})

const sent = new WeakSet()
const held = new WeakMap() // form → what is said of a session that is over

// An ended session would swallow what stands in the form: ask first, and leave everything where it is.
const isSignedIn = document.querySelector('form[action="/sign-out"]') !== null

function hold(form, submitter, ...words) {
  const said = document.createElement('div')
  said.className = 'fault'
  said.setAttribute('role', 'alert')
  said.append(...words)
  held.get(form)?.remove()
  held.set(form, said)
  ;(submitter ?? form.lastElementChild).before(said)
}

function holdUntilSignedIn(form, submitter) {
  const link = document.createElement('a')
  link.href = '/sign-in'
  link.target = '_blank'
  link.textContent = 'ログインし直してください（別の窓が開きます）'
  hold(form, submitter, 'ログインの期限が切れたため、まだ送っていません。', link, '。その後、もう一度このボタンを押してください。')
}

// The server takes bodies of 64 MB, with all that is around the files.
const LARGEST = 63 * 1024 * 1024
const filesOf = (form) => [...form.elements].flatMap(({ files }) => (files ? [...files] : []))
const isTooLarge = (form) => filesOf(form).reduce((sum, { size }) => sum + size, 0) > LARGEST

// In one go with the press of the button: what waits for the next page sees it begin.
function isOver() {
  const request = new XMLHttpRequest()
  try {
    request.open('GET', '/signed-in', false)
    request.send()
  } catch {
    return false // no network: the browser itself says so
  }
  return request.status === 401
}

document.addEventListener('submit', (event) => {
  const { target, submitter } = event
  if (event.defaultPrevented || target.getAttribute('method') !== 'post') return
  if (sent.has(target)) return event.preventDefault()
  if (isTooLarge(target)) {
    event.preventDefault()
    return hold(
      target,
      submitter,
      '選んだファイルが、あわせて63MBを超えています。まだ送っていません。ファイルを減らすか、分けて送ってください。',
    )
  }
  if (isSignedIn && target.getAttribute('action') !== '/sign-out' && isOver()) {
    event.preventDefault()
    return holdUntilSignedIn(target, submitter)
  }
  held.get(target)?.remove()
  sent.add(target)
  // A form that answers with a file leaves the page as it is: it may be sent again.
  setTimeout(() => sent.delete(target), 3000)
})
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) for (const form of document.forms) sent.delete(form)
})
