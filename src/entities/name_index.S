/* SPDX-License-Identifier: Apache-2.0
   The index of all names in data/entities, in the binary; made by tools/index_names.cc. */
    .section .rodata
    .global dragoman_name_index_begin
    .global dragoman_name_index_end
    .balign 64
dragoman_name_index_begin:
    .incbin DRAGOMAN_NAME_INDEX_FILE
dragoman_name_index_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
