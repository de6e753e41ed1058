import { useId } from 'preact/hooks'
import { state } from '../../state/appState.ts'
import { newChannelTypes, type NewChannelType } from '../../state/newChannel.ts'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { useModal } from '../../components/useModal.ts'
import { channelErrorText } from '../../text/errors.ts'
import { texts } from '../../text/texts.ts'

/** The form for a new channel. */
export function NewChannelDialog() {
  const element = useModal()
  const id = useId()
  const { newChannel } = state
  const text = texts().chat.newChannel
  const dialog = newChannel.dialog.value
  const type = newChannel.type.value
  const cannotCreate = newChannel.name.value.trim() === '' || dialog.state === 'creating'
  return (
    <dialog
      ref={element}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault()
        newChannel.close()
      }}
    >
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!cannotCreate) void newChannel.create()
        }}
      >
        <h2 id={`${id}-title`}>{text.title}</h2>
        <ErrorMessage
          text={dialog.state === 'failed' ? channelErrorText('create', dialog.code) : null}
        />
        <Field
          label={text.name}
          value={newChannel.name.value}
          onInput={(value) => newChannel.write('name', value)}
        />
        <div class="field">
          <div class="label">
            <label for={`${id}-type`}>{text.type}</label>
          </div>
          <select
            id={`${id}-type`}
            value={type}
            onChange={({ currentTarget }) => {
              newChannel.type.value = currentTarget.value as NewChannelType
            }}
          >
            {newChannelTypes.map((each) => (
              <option key={each} value={each}>
                {text.types[each]}
              </option>
            ))}
          </select>
        </div>
        {type === 'livestream' ? (
          <p class="muted">{text.livestream}</p>
        ) : (
          <Field
            label={text.members}
            hint={text.membersHint}
            value={newChannel.members.value}
            onInput={(value) => newChannel.write('members', value)}
          />
        )}
        <div class="buttons">
          <button type="submit" class="primary" aria-disabled={cannotCreate}>
            {text.create}
          </button>
          <button type="button" class="secondary" onClick={newChannel.close}>
            {text.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}

interface FieldProps {
  label: string
  hint?: string
  value: string
  onInput(value: string): void
}

function Field({ label, hint, value, onInput }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <div class="label">
        <label for={id}>{label}</label>
        {hint && <span class="muted">{hint}</span>}
      </div>
      <input
        id={id}
        value={value}
        dir="auto"
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}
