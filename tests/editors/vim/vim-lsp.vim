" SPDX-License-Identifier: Apache-2.0
" What editors/vim/sumlint-vim-lsp.vim tells vim-lsp, which Debian does not have: a stand-in takes it. TAP goes to the file $TAP.

" As the names of functions are those of autoload files, they are put where Vim looks for these.
call mkdir('stub/autoload/lsp', 'p')
call writefile(['function! lsp#register_server(server) abort', 'let g:server = a:server', 'endfunction', 'function! lsp#complete(f, b) abort',
\ 'endfunction'], 'stub/autoload/lsp.vim')
call writefile(['function! lsp#utils#path_to_uri(path) abort', 'return "file://" . a:path', 'endfunction'], 'stub/autoload/lsp/utils.vim')
execute 'set runtimepath+=' . getcwd() . '/stub'
let s:desk = fnamemodify('desk', ':p:h')
let s:tap = []
function! s:Check(name, found, expected) abort
  let l:good = a:found ==# a:expected
  call add(s:tap, (l:good ? 'ok ' : 'not ok ') . (len(filter(copy(s:tap), 'v:val =~# "ok"')) + 1) . ' - ' . a:name)
  if !l:good
    call add(s:tap, '# found ' . string(a:found) . ', expected ' . string(a:expected))
  endif
endfunction

edit desk/summaries/names.md
doautocmd User lsp_setup
doautocmd User lsp_buffer_enabled
call s:Check('the server is registered for documents', [g:server.name, g:server.allowlist], ['sumlint', ['markdown', 'text']])
call s:Check('below a config it is started', g:server.cmd({}), ['sumlint', 'lsp'])
call s:Check('the folder of the config is the root', g:server.root_uri({}), 'file://' . s:desk)
call s:Check('completion is set up', &omnifunc, 'lsp#complete')
edit elsewhere/notes.md
call s:Check('without a config it is not', g:server.cmd({}), [])
let g:sumlint_everywhere = 1
let g:sumlint_command = ['/opt/sumlint', 'lsp']
call s:Check('unless it is asked for', g:server.cmd({}), ['/opt/sumlint', 'lsp'])
call add(s:tap, '1..6')
call writefile(s:tap, $TAP)
execute match(s:tap, '^not') >= 0 ? 'cquit' : 'qall!'
