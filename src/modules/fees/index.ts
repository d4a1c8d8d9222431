export type { CaseFees, FeeRecord, Payment } from './model.ts'
export {
  checkPayment,
  checkWork,
  dueYen,
  itemField,
  needed,
  paymentKinds,
  refundDue,
  type Typed,
  typedWork,
  wholeNumber,
} from './rules.ts'
export { decideFeeRecord, decidePayment, feesOf, insertFeeRecord, insertPayment, paymentsOf } from './store.ts'
export { WorkFields, workFields, workLabels } from './work-fields.tsx'
