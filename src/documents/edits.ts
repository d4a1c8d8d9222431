import type { Block, DocumentModel } from './model.ts'
import { clean } from './values.ts'

/** A text of a paper that may be worded anew before the paper is issued. */
export interface Place {
  /** where it stands: "title", "to.0", "from.0", "4", "7.p0", "7.p0.i2", "9.i0", "10.r3" */
  id: string
  /** 第3条第2項 */
  label: string
  text: string
  /** emptied, it is left out; anything else must keep some words */
  mayGo: boolean
}

/** One change of wording: what the form says, and what was written instead. */
export interface Edit {
  place: string
  was: string
  now: string
}

/** A paper as the form made it, with the wording that officials changed. */
export interface EditedPaper {
  model: DocumentModel
  edits: Edit[]
}

const NAMES: Partial<Record<Block['kind'], string>> = { paragraph: '本文', heading: '見出し', note: '注', list: '項目' }

/**
 * The paper with each of its texts asked for anew; null leaves the text out. Of its head addressee and sender are asked for,
 * and the title where no law prescribes the form; number and day are those of issuing. Captions, labels, lines that stand in
 * the middle or on the right and the cells of tables are the form's own.
 */
export function reword(model: DocumentModel, ask: (place: Place) => string | null): DocumentModel {
  const head = (id: string, label: string, texts: string[]) =>
    texts.flatMap((text, i) => ask({ id: `${id}.${i}`, label: `${label}${texts.length > 1 ? i + 1 : ''}`, text, mayGo: i > 0 }) ?? [])
  const addressee = head('to', '宛名', model.addressee)
  const sender = head('from', '発信者名', model.sender)
  const title = model.form === null ? (ask({ id: 'title', label: '標題', text: model.title, mayGo: false }) ?? model.title) : model.title
  const counts = new Map<string, number>()
  const blocks = model.blocks.flatMap((block, at): Block[] => {
    const name = NAMES[block.kind]
    const count = (counts.get(block.kind) ?? 0) + 1
    counts.set(block.kind, count)
    const one = (id: string, label: string, text: string, mayGo: boolean) => ask({ id, label, text, mayGo })
    const items = (texts: string[], id: string, label: string) =>
      texts.flatMap((text, i) => one(`${id}.i${i}`, `${label}${i + 1}`, text, true) ?? [])
    switch (block.kind) {
      case 'paragraph':
      case 'note':
      case 'heading': {
        // 「記」 and 「以上」 stand apart and are the form's.
        if (block.kind === 'paragraph' && block.align !== 'left') return [block]
        const text = one(`${at}`, `${name}${count}`, block.text, block.kind !== 'heading')
        return text === null ? [] : [{ ...block, text }]
      }
      case 'list': {
        const kept = items(block.items, `${at}`, `${name}${count}の`)
        return kept.length === 0 ? [] : [{ ...block, items: kept }]
      }
      case 'fields':
        return [
          { ...block, rows: block.rows.map((row, i) => ({ ...row, value: one(`${at}.r${i}`, row.label, row.value, false) ?? row.value })) },
        ]
      case 'article':
        return [
          {
            ...block,
            paragraphs: block.paragraphs.map((part, i) => {
              const [id, label] = [`${at}.p${i}`, `第${block.number}条${block.paragraphs.length > 1 ? `第${i + 1}項` : ''}`]
              return { text: one(id, label, part.text, false) ?? part.text, items: items(part.items, id, `${label}の号`) }
            }),
          },
        ]
      default:
        return [block]
    }
  })
  return { ...model, addressee, sender, title, blocks }
}

/** Every text that may be worded anew, in the order of the paper. */
export function placesOf(model: DocumentModel): Place[] {
  const places: Place[] = []
  reword(model, (place) => {
    places.push(place)
    return place.text
  })
  return places
}

/** The paper with its new wording. An edit whose place says something else than it was written for is not put in. */
export function withEdits(model: DocumentModel, edits: readonly Edit[]): DocumentModel {
  const byPlace = new Map(edits.map((edit) => [edit.place, edit]))
  return reword(model, ({ id, text, mayGo }) => {
    const edit = byPlace.get(id)
    if (!edit || edit.was !== text) return text
    return edit.now === '' && mayGo ? null : edit.now || text
  })
}

/** Edits written for a text that the paper no longer says at that place. */
export const staleEdits = (model: DocumentModel, edits: readonly Edit[]): Edit[] => {
  const texts = new Map(placesOf(model).map(({ id, text }) => [id, text]))
  return edits.filter(({ place, was }) => texts.get(place) !== was)
}

/** What was written for the places of a paper, as edits of those that read differently now. */
export const editsFrom = (model: DocumentModel, written: (id: string) => string | undefined): Edit[] =>
  placesOf(model).flatMap(({ id, text }) => {
    const now = clean(written(id) ?? text)
    return now === text ? [] : [{ place: id, was: text, now }]
  })

const FIGURE =
  /様式第[\d一二三四五六七八九十]+|(?:第)?(?:[\d][\d,.]*|元|[一二三四五六七八九十百千]+)(?:円|人|条|項|号|年|月|日|時間|分|件|％|%)(?:の[\d一二三四五六七八九十]+)?|[\dA-Z]+-[\dA-Z-]*\d|\d[\d,.]*/gi

/** Amounts, articles, days and numbers in a text, and those of the known words that it holds: what a new wording must not change. */
export function figuresIn(text: string, known: readonly string[] = []): string[] {
  const plain = text.normalize('NFKC')
  const words = known.filter((word) => word !== '' && plain.includes(word.normalize('NFKC')))
  return [...(plain.match(FIGURE) ?? []).map((figure) => figure.replaceAll(',', '')), ...words]
}

/** Amounts of money that an edit takes out, or puts in although the paper names none such: they are computed, never typed. */
export function typedAmounts(model: DocumentModel, edit: Edit): string[] {
  const { gone, come } = changedFigures(edit)
  const computed = new Set(figuresIn(JSON.stringify(model)))
  return [...gone, ...come.filter((figure) => !computed.has(figure))].filter((figure) => figure.endsWith('円'))
}

/** Figures that an edit took out or put in. */
export function changedFigures({ was, now }: Edit, known: readonly string[] = []): { gone: string[]; come: string[] } {
  const [before, after] = [figuresIn(was, known), figuresIn(now, known)]
  return { gone: without(before, after), come: without(after, before) }
}

/** Entries of a list that another has not, each as often as it has it too seldom. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other]
  return list.filter((entry) => {
    const at = left.indexOf(entry)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
