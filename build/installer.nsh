; Registers links that begin with latchkey: on Windows, where electron-builder's "protocols" does nothing for this installer.
; An update runs the old uninstaller before this, so what that one removes is written anew.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\latchkey" "" "URL:Latchkey"
  WriteRegStr SHELL_CONTEXT "Software\Classes\latchkey" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\latchkey\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\latchkey\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\latchkey"
!macroend
