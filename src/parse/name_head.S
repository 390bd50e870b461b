/* SPDX-License-Identifier: Apache-2.0
   Puts models/name_head.bin into the binary, where it is used in place. */
    .section .rodata
    .global dragoman_name_head_begin
    .global dragoman_name_head_end
    .balign 64
dragoman_name_head_begin:
    .incbin DRAGOMAN_NAME_HEAD_FILE
dragoman_name_head_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
