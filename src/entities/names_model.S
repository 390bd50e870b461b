/* SPDX-License-Identifier: Apache-2.0
   models/names.bin in the binary; made by tools/train_names.cc. */
    .section .rodata
    .global dragoman_names_begin
    .global dragoman_names_end
    .balign 64
dragoman_names_begin:
    .incbin DRAGOMAN_NAMES_FILE
dragoman_names_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
