" SPDX-License-Identifier: Apache-2.0
" Uses Vim with ALE and editors/vim/sumlint-ale.vim as somebody who writes would. TAP goes to the file $TAP.

let s:timeout = 30000
let s:number = 0
let s:failed = 0
let s:bad = 'desk/summaries/names.md'

function! s:Say(text) abort
  call writefile(split(a:text, "\n", 1), $TAP, 'a')
endfunction

function! s:Equal(found, expected) abort
  if a:found !=# a:expected
    throw 'found ' . string(a:found) . ', expected ' . string(a:expected)
  endif
endfunction

function! s:Await(what, ask) abort
  let l:waited = 0
  while !a:ask()
    if l:waited > s:timeout
      throw 'waited in vain for ' . a:what
    endif
    sleep 20m
    let l:waited += 20
  endwhile
endfunction

function! s:Problems() abort
  return map(getloclist(0), {_, p -> [p.lnum, p.col, p.type, matchstr(p.text, '^[a-z/-]*')]})
endfunction

function! s:AwaitRules(...) abort
  let l:expected = copy(a:000)
  call s:Await('the problems ' . string(l:expected), {-> map(s:Problems(), {_, p -> p[3]}) ==# l:expected})
endfunction

function! s:Case(name, path, run) abort
  let s:number += 1
  try
    execute 'edit!' a:path
    call a:run()
    call s:Say('ok ' . s:number . ' - ' . a:name)
  catch
    let s:failed += 1
    call s:Say('not ok ' . s:number . ' - ' . a:name . "\n# " . v:exception . "\n# " . v:throwpoint)
    if s:number == 1
      call s:Say('Bail out! Nothing comes from the server')
      cquit
    endif
  endtry
  silent! bwipeout!
endfunction

function! s:Underlined() abort
  call s:AwaitRules('title/punctuation', 'topics/alias')
  " In UTF-16, as the protocol counts and ALE takes over.
  call s:Equal(s:Problems(), [[1, 25, 'W', 'title/punctuation'], [27, 3, 'E', 'topics/alias']])
endfunction

function! s:Typed() abort
  call s:AwaitRules('title/punctuation', 'topics/alias')
  normal! 1G$x
  doautocmd TextChanged
  call s:AwaitRules('topics/alias')
endfunction

function! s:Action() abort
  call s:AwaitRules('title/punctuation', 'topics/alias')
  call cursor(27, 5)
  call feedkeys("1\<CR>", 't')
  ALECodeAction
  call s:Await('the change', {-> getline(27) ==# '- Open Science'})
  doautocmd TextChanged
  call s:AwaitRules('title/punctuation')
endfunction

function! s:Completed() abort
  call s:AwaitRules('title/punctuation', 'topics/alias')
  setlocal omnifunc=ale#completion#OmniFunc
  call append(29, '')
  call cursor(30, 1)
  call feedkeys("A- Observabi\<C-x>\<C-o>", 'tx') " a key more, and ALE stops waiting
  call s:Equal(getline(30), '- Observability')
endfunction

function! s:Hovered() abort
  call s:AwaitRules('title/punctuation', 'topics/alias')
  call cursor(27, 5)
  let g:ale_hover_to_preview = 1
  ALEHover
  call s:Await('the preview', {-> bufnr('ALEPreviewWindow') > 0})
  let l:text = join(getbufline(bufnr('ALEPreviewWindow'), 1, '$'), "\n")
  silent! pclose
  if l:text !~# 'Open Science\_.*Also: .*Open research'
    throw 'found ' . l:text
  endif
endfunction

function! s:Fixed() abort
  call s:AwaitRules('title/punctuation', 'topics/alias')
  ALEFix sumlint
  call s:Await('the fixes', {-> getline(27) ==# '- Open Science' && getline(1) ==# '# Ways to name things 🦉'})
  call s:AwaitRules()
endfunction

function! s:Nowhere() abort
  execute 'edit!' s:bad
  call s:AwaitRules('title/punctuation', 'topics/alias')
  execute 'edit! elsewhere/notes.md'
  call s:Equal(ale#engine#GetLoclist(bufnr('')), [])
  let g:sumlint_everywhere = 1
  ALELint
  call s:Await('problems', {-> len(ale#engine#GetLoclist(bufnr(''))) > 3})
endfunction

call s:Case('a bad document is underlined where it is bad', s:bad, function('s:Underlined'))
call s:Case('what is typed is checked', s:bad, function('s:Typed'))
call s:Case('a code action mends a topic', s:bad, function('s:Action'))
call s:Case('a topic is completed', s:bad, function('s:Completed'))
call s:Case('hovering over a topic shows its entry', s:bad, function('s:Hovered'))
call s:Case(':ALEFix makes all safe fixes', s:bad, function('s:Fixed'))
call s:Case('where no config is nothing is checked, unless it is asked for', 'elsewhere/notes.md', function('s:Nowhere'))
call s:Say('1..' . s:number)
execute s:failed ? 'cquit' : 'qall!'
