" SPDX-License-Identifier: Apache-2.0
" sumlint in Vim 8.1 and later by vim-lsp (https://github.com/prabirshrestha/vim-lsp). It belongs into ~/.vim/plugin/.
"
" What may be set in vimrc, with what counts where it is not:
"   let g:sumlint_command = ['sumlint', 'lsp']
"   let g:sumlint_everywhere = 0     " 1: check Markdown and plain text that no .sumlint.yaml is for, too

" The repository that has the nearest config, or the config's folder; '' where there is none.
function! s:Root() abort
  let l:here = expand('%:p:h')
  let l:config = findfile('.sumlint.yaml', fnameescape(l:here) . ';')
  if empty(l:config)
    return get(g:, 'sumlint_everywhere', 0) ? l:here : ''
  endif
  let l:folder = fnamemodify(l:config, ':p:h')
  let l:git = finddir('.git', fnameescape(l:folder) . ';')
  return empty(l:git) ? l:folder : fnamemodify(l:git, ':p:h:h')
endfunction

function! s:Register() abort
  " Without a command nothing is started.
  call lsp#register_server({
  \ 'name': 'sumlint',
  \ 'cmd': {_ -> empty(s:Root()) ? [] : get(g:, 'sumlint_command', ['sumlint', 'lsp'])},
  \ 'root_uri': {_ -> lsp#utils#path_to_uri(s:Root())},
  \ 'allowlist': ['markdown', 'text'],
  \ 'languageId': {_ -> &filetype ==# 'text' ? 'plaintext' : &filetype},
  \})
endfunction

function! s:SetUpBuffer() abort
  if index(['markdown', 'text'], &filetype) < 0 || empty(s:Root())
    return
  endif
  setlocal omnifunc=lsp#complete
  nmap <buffer> K <Plug>(lsp-hover)
  nmap <buffer> gra <Plug>(lsp-code-action)
  nmap <buffer> grn <Plug>(lsp-rename)
  nmap <buffer> grr <Plug>(lsp-references)
  nmap <buffer> gd <Plug>(lsp-definition)
  command! -buffer SumlintFix LspDocumentFormatSync
endfunction

augroup sumlint
  autocmd!
  autocmd User lsp_setup call s:Register()
  autocmd User lsp_buffer_enabled call s:SetUpBuffer()
augroup END
