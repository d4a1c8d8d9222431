import type { FC } from 'hono/jsx'
import { Tag } from '../../views/index.ts'
import { excerpt, findPieces, type Piece } from './fold.ts'
import type { RegisterEntry } from './model.ts'
import { EligibleTag } from './parts.tsx'
import { itemMark } from './search-index.ts'

const Pieces: FC<{ pieces: Piece[] }> = ({ pieces }) => <>{pieces.map(({ text, found }) => (found ? <mark>{text}</mark> : text))}</>

/** A text with the words that were looked for marked in it. */
export const Marked: FC<{ text: string; words: readonly string[] }> = ({ text, words }) => <Pieces pieces={findPieces(text, words)} />

const MOST_ITEMS = 6

/** One entry in a list of entries: its name, what may be done with it, who holds it, and where the words looked for stand. */
export const EntryRow: FC<{
  entry: RegisterEntry
  base: string
  words: readonly string[]
  /** the recorded item that was asked for */
  item?: string
  organisation?: string
  isOpen: boolean
  made: number
}> = ({ entry, base, words, item, organisation, isOpen, made }) => {
  const { authority, purpose, items } = entry.content
  const mark = item === undefined ? undefined : itemMark(item)
  const found = items
    .map(({ name }) => (mark === itemMark(name) ? [{ text: name, found: true }] : findPieces(name, words)))
    .filter((name) => name.some((piece) => piece.found))
  return (
    <li>
      <div class="title-line">
        <h2 class="row-title">
          <a href={`${base}/register/${entry.slug}`}>
            <Marked text={entry.name} words={words} />
          </a>
        </h2>
        <EligibleTag entry={entry} />
        {isOpen ? <Tag colour="green">募集中</Tag> : null}
        {made > 0 ? <Tag colour="orange">{`作成済み ${made}件`}</Tag> : null}
        {organisation && entry.ledger === 'ordinance' ? <Tag>条例による帳簿</Tag> : null}
      </div>
      <p class="small muted">
        {organisation ? `${organisation}・` : ''}
        <Marked text={`${authority}・${entry.department}`} words={words} />
      </p>
      <p>
        <Pieces pieces={excerpt(findPieces(purpose, words), 160)} />
      </p>
      {found.length > 0 ? (
        <p class="small">
          {'記録項目：'}
          {found.slice(0, MOST_ITEMS).map((pieces, i) => (
            <>
              {i > 0 ? '、' : ''}
              <Pieces pieces={pieces} />
            </>
          ))}
          {found.length > MOST_ITEMS ? ` ほか${found.length - MOST_ITEMS}項目` : ''}
        </p>
      ) : null}
    </li>
  )
}
