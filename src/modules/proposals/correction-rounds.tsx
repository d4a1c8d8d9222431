import type { FC } from 'hono/jsx'
import { eraDate, japanDateTime } from '../../core/index.ts'
import type { LoadedCase } from './case.ts'
import { Changes } from './changes-part.tsx'
import { type CorrectionRound, correctionRounds } from './corrections.ts'

const Round: FC<{ round: CorrectionRound; items: readonly { id: string; no: number; label: string }[] }> = ({ round, items }) => {
  const { requests, correction, answeredAt, askedAt, dueOn } = round
  const concerned = items.filter(({ id }) => requests[id] || correction?.changes.some(({ item }) => item === id))
  return (
    <>
      <p class="small muted">
        {`求めた日時 ${japanDateTime(askedAt)}${dueOn ? `・期限 ${eraDate(dueOn)}` : ''}・${answeredAt === null ? '回答はまだありません' : `回答の日時 ${japanDateTime(answeredAt)}`}`}
      </p>
      {concerned.map(({ id, no, label }) => {
        const changes = correction?.changes.filter(({ item }) => item === id) ?? []
        const reply = correction?.replies[id]
        return (
          <section class="item">
            <h3>{`${no}. ${label}`}</h3>
            <div class="beside">
              <div>
                <h4>求めたこと</h4>
                <p class="pre">{requests[id] ?? 'なし'}</p>
              </div>
              {answeredAt === null ? null : (
                <div>
                  <h4>提案者の回答</h4>
                  <p class="pre">{reply || '（書き直しのみ）'}</p>
                </div>
              )}
            </div>
            {answeredAt === null ? null : changes.length > 0 ? <Changes changes={changes} /> : <p>書き直しはありません。</p>}
          </section>
        )
      })}
      {correction && correction.files.length > 0 ? <p>{`加えた添付書類：${correction.files.join('、')}`}</p> : null}
    </>
  )
}

/** Every round of corrections: request, reply and what reads differently, side by side; the latest open. */
export const CorrectionRounds: FC<{ loaded: LoadedCase }> = ({ loaded: { events, programme } }) => {
  const rounds = correctionRounds(events)
  if (rounds.length === 0) return null
  return (
    <section aria-labelledby="corrections">
      <h2 id="corrections">補正のやりとり</h2>
      <p class="small">取り消し線は消したところ、下線は加えたところです。</p>
      {rounds.map((round, i) => (
        <details open={i === 0}>
          <summary>{`第${rounds.length - i}回の補正`}</summary>
          <Round round={round} items={programme.proposalItems} />
        </details>
      ))}
    </section>
  )
}
