import { eraDate, isIsoDate, type Refusal, refused, yen } from '../../core/index.ts'
import { dueDate, settingValue } from '../../programmes/index.ts'
import { paymentKinds } from '../fees/index.ts'
import { moveCase, moveWithPapers } from '../proposals/index.ts'
import { findOffer, updateOffer } from '../screening/index.ts'
import type { Act } from './act.ts'
import { dueNow } from './fee-acts.ts'
import { letter } from './letters.ts'
import { readRecipe } from './recipe.ts'
import { readFiles } from './recipe-files.ts'
import { beginContract } from './store.ts'

/** Where the data are made before the contract: what is made, fixed by its hash. The contract names the same. */
const fixRecipe: Act = {
  room: 'contract',
  form: () => ({
    intro: 'ここに書いた加工方法だけが実行され、後で結ぶ契約にも載ります。指示を出すまでは定め直せます。',
    fields: [
      {
        name: 'recipe',
        label: '加工方法',
        rows: 14,
        required: true,
        hint: '加工担当が作った加工方法（JSON 又は YAML）を貼り付けてください。',
      },
      { name: 'files', label: '加工方法が名指しするファイル', type: 'file', multiple: true },
    ],
  }),
  run: async ({ deps, actor, loaded, typed, files: sent }) => {
    const { organisationId, id: caseId } = loaded.theCase
    const offer = await findOffer(deps.db, organisationId, caseId)
    const files = await readFiles(sent)
    if (!files.ok) return files
    const text = typed.recipe ?? ''
    const recipe = readRecipe(text, files.files, settingValue(loaded.programme, 'prod.localRecoding') !== 'refuse')
    if (!recipe.ok) return recipe
    const fixed = { recipe: text, recipeSha256: recipe.value.sha256, recipeFiles: files.files }
    return moveCase(deps, actor, loaded, {
      action: 'fix-recipe',
      given: ['recipe'],
      data: { recipeSha256: fixed.recipeSha256 },
      facts: { recipe: fixed.recipeSha256 },
      effects: ({ at }) => [beginContract(deps.db, { organisationId, caseId, feeYen: offer?.feeYen ?? 0, appliedAt: at, ...fixed })],
    })
  },
}

/** Where the data were made first: what the making came to is the fee, and the contract may be applied for. */
const offerContract: Act = {
  room: 'contract',
  form: async (context) => {
    const { programme, today } = context.loaded
    const { amountYen, fees } = await dueNow(context)
    const payBy = dueDate(programme, 'fee.due', dueDate(programme, 'contract.deadline', today))
    return {
      intro:
        fees.settlement || settingValue(programme, 'fee.settle') === 'none'
          ? `手数料 ${yen(amountYen)}と期限を、文書で提案者に知らせます。`
          : '先に、手数料の精算を起案し、別の職員の承認を受けてください。',
      fields: [{ name: 'payBy', label: '納付の期限', type: 'date', short: true, required: true, value: payBy }],
    }
  },
  run: async ({ deps, actor, loaded, typed }) => {
    const { programme, today, theCase } = loaded
    const { amountYen, fees, offer } = await dueNow({ deps, loaded })
    const applyBy = dueDate(programme, 'contract.deadline', today)
    const payBy = typed.payBy ?? ''
    const refusals: Refusal[] = []
    if (!offer || (!fees.settlement && settingValue(programme, 'fee.settle') !== 'none')) refusals.push({ code: 'not-settled' })
    if (!isIsoDate(payBy)) refusals.push({ code: 'not-a-date', field: 'payBy' })
    else if (payBy < applyBy) refusals.push({ code: 'pay-before-apply', field: 'payBy', facts: { applyBy } })
    if (refusals.length > 0) return refused(...refusals)
    const lines = fees.settlement?.totalYen === amountYen ? fees.settlement.lines : undefined
    const rows: [string, string][] = [
      ['手数料の額', yen(amountYen)],
      ['契約の申込みの期限', eraDate(applyBy)],
      ['納付の期限', eraDate(payBy)],
      ['納付の方法', paymentKinds(programme).join('、')],
    ]
    return moveWithPapers(deps, actor, loaded, [letter('contract-offer', rows)], () => ({
      ...{ action: 'offer-contract', data: { dueOn: applyBy, amountYen }, facts: { amountYen, applyBy, payBy } },
      effects: () => [
        updateOffer(deps.db, theCase.organisationId, theCase.id, {
          feeYen: amountYen,
          ...(lines ? { feeLines: lines } : {}),
          applyBy,
          payBy,
        }),
      ],
    }))
  },
}

export const CONTRACT_ACTS: Readonly<Record<string, Act>> = {
  'fix-recipe': fixRecipe,
  'offer-contract': offerContract,
}
