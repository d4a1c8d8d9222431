import type { Block, DocumentModel } from './model.ts'

/** The paper as part of a page: the same content in the same order as the Word file. */
export const DocumentPreview = ({ model }: { model: DocumentModel }) => (
  <article class="paper" lang="ja">
    {model.form && <p class="paper-form">{model.form}</p>}
    {model.number && <p class="paper-right">{model.number}</p>}
    {model.date && <p class="paper-right">{model.date}</p>}
    {model.addressee.length > 0 && (
      <p class="paper-to">
        <Lines texts={model.addressee} />
      </p>
    )}
    {model.sender.length > 0 && (
      <p class="paper-from">
        <Lines texts={model.sender} />
      </p>
    )}
    <h2 class="paper-title">
      <Text text={model.title} />
    </h2>
    {model.blocks.map((block) => (
      <Part block={block} />
    ))}
  </article>
)

/** Around what was taken out of a text and what was put in, where a paper shows its changes. No text holds them otherwise (values.ts). */
export const MARKS = { gone: ['\uFDD2', '\uFDD3'], new: ['\uFDD4', '\uFDD5'] } as const
const MARKED = new RegExp(`${MARKS.gone[0]}([^${MARKS.gone[1]}]*)${MARKS.gone[1]}|${MARKS.new[0]}([^${MARKS.new[1]}]*)${MARKS.new[1]}`)

/** One line with its changes told by more than colour. */
const Marked = ({ line }: { line: string }) =>
  line.split(MARKED).map((part, i) => {
    if (part === undefined || i % 3 === 0) return part ?? ''
    const [Mark, name] = i % 3 === 1 ? (['del', '削除'] as const) : (['ins', '追加'] as const)
    return (
      <Mark>
        <span class="visually-hidden">{`［${name}］`}</span>
        {part}
        <span class="visually-hidden">{`［${name}ここまで］`}</span>
      </Mark>
    )
  })

/** Texts under each other; "\n" in a text is a line break too. */
const Lines = ({ texts }: { texts: string[] }) =>
  texts
    .flatMap((text) => text.split('\n'))
    .map((line, index) => (
      <>
        {index > 0 && <br />}
        <Marked line={line} />
      </>
    ))

const Text = ({ text }: { text: string }) => <Lines texts={[text]} />

const Part = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p class={block.align === 'left' ? (block.indent ? 'paper-paragraph' : '') : `paper-${block.align}`}>
          <Text text={block.text} />
        </p>
      )
    case 'heading':
      return (
        <h3 class="paper-heading">
          <Text text={block.text} />
        </h3>
      )
    case 'article':
      return (
        <section class="paper-article">
          <h3 class="paper-caption">（{block.caption}）</h3>
          {block.paragraphs.map(({ text, items }, index) => (
            <>
              <p>
                <span class="paper-number">{index === 0 ? `第${block.number}条` : index + 1}</span>　<Text text={text} />
              </p>
              {items.length > 0 && <Items items={items} />}
            </>
          ))}
        </section>
      )
    case 'list':
      return <Items items={block.items} />
    case 'fields':
      return (
        <table class="paper-table">
          <tbody>
            {block.rows.map(({ label, value }) => (
              <tr>
                <th scope="row">{label}</th>
                <td>
                  <Text text={value} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'table':
      return (
        <table class="paper-table">
          <thead>
            <tr>
              {block.columns.map(({ head, align }) => (
                <th scope="col" class={`paper-${align}`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr>
                {row.map((text, column) => (
                  <td class={`paper-${block.columns[column]?.align ?? 'left'}`}>
                    <Text text={text} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'note':
      return (
        <p class="paper-note">
          {'※　'}
          <Text text={block.text} />
        </p>
      )
    case 'page-break':
      return <hr class="paper-break" />
  }
}

const Items = ({ items }: { items: string[] }) => (
  <ol class="paper-items">
    {items.map((item) => (
      <li>
        <Text text={item} />
      </li>
    ))}
  </ol>
)
