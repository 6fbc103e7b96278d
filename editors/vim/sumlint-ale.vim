" SPDX-License-Identifier: Apache-2.0
" sumlint in Vim 8.1 and later by ALE (Debian: vim-ale). It belongs into ~/.vim/plugin/.
"
" What may be set in vimrc, with what counts where it is not:
"   let g:sumlint_executable = 'sumlint'
"   let g:sumlint_everywhere = 0     " 1: check Markdown and plain text that no .sumlint.yaml is for, too
" Safe fixes by :ALEFix, and when a document is saved:
"   let g:ale_fixers = {'markdown': ['sumlint'], 'text': ['sumlint']}
"   let g:ale_fix_on_save = 1

if exists('g:loaded_sumlint_ale')
  finish
endif
let g:loaded_sumlint_ale = 1
let g:sumlint_executable = get(g:, 'sumlint_executable', 'sumlint')
let g:sumlint_everywhere = get(g:, 'sumlint_everywhere', 0)

" The repository that has the nearest config, or the config's folder. None: ALE starts nothing.
function! s:Root(buffer) abort
  let l:config = ale#path#FindNearestFile(a:buffer, '.sumlint.yaml')
  if empty(l:config)
    return g:sumlint_everywhere ? fnamemodify(bufname(a:buffer), ':p:h') : ''
  endif
  let l:folder = fnamemodify(l:config, ':p:h')
  let l:git = finddir('.git', fnameescape(l:folder) . ';')
  return empty(l:git) ? l:folder : fnamemodify(l:git, ':p:h:h')
endfunction

function! SumlintFix(buffer) abort
  return {'command': ale#Escape(g:sumlint_executable) . ' check --fix --stdin-filename %s -'}
endfunction

for s:language in [['markdown', 'markdown'], ['text', 'plaintext']]
  call ale#linter#Define(s:language[0], {
  \ 'name': 'sumlint',
  \ 'lsp': 'stdio',
  \ 'executable': {-> g:sumlint_executable},
  \ 'command': '%e lsp',
  \ 'language': s:language[1],
  \ 'project_root': function('s:Root'),
  \})
endfor
call ale#fix#registry#Add('sumlint', 'SumlintFix', ['markdown', 'text'], 'Make the safe fixes of sumlint.')
