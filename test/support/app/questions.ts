import type { MainProcess } from './mainProcess.ts'

/** The content of a message box. */
export interface Question {
  message: string
  detail: string
}

/** Puts somebody in front of the app's message boxes who presses the same button each time. */
export function answerQuestions(electron: MainProcess, button: string): Promise<void> {
  return electron.evaluate(({ dialog }, wanted) => {
    const asked: Question[] = []
    Reflect.set(globalThis, 'asked', asked)
    dialog.showMessageBox = async (...given: unknown[]) => {
      const { message, detail, buttons } = given.at(-1) as Question & { buttons: string[] }
      asked.push({ message, detail })
      return { response: buttons.indexOf(wanted), checkboxChecked: false }
    }
  }, button)
}

/** The questions so far, oldest first. */
export function questions(electron: MainProcess): Promise<Question[]> {
  return electron.evaluate(() => Reflect.get(globalThis, 'asked') as Question[])
}
