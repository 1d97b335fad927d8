@echo off
rem Find a Python that fits and let mulai.py install and start the app.
rem ASCII only, and no call with a path: cmd reads both anew and would spoil them. Programs by their
rem full name: one that is a script itself, as some version managers have it, would not come back.
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "HERE=%~dp0"
if not exist "%HERE%mulai.py" goto packed
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=0"
set "FOUND="
call :try py.exe -3.13
call :try py.exe -3.12
call :try py.exe -3.11
call :try py.exe -3
call :try python.exe
call :try python3.exe
if not defined FOUND goto missing
%FOUND% "%HERE%mulai.py" %*
set "CODE=%errorlevel%"
if not "%CODE%"=="0" pause
exit /b %CODE%

:try
if defined FOUND exit /b 0
%* "%HERE%mulai.py" --check >nul 2>nul && set "FOUND=%*"
exit /b 0

:missing
echo Python 3.11, 3.12 atau 3.13 (64-bit) tidak ditemukan di komputer ini.
echo Pasang Python 3.13 dari https://www.python.org/downloads/windows/ dengan memilih
echo "Windows installer (64-bit)", lalu "Install Now". Hak administrator tidak diperlukan:
echo hapus centang "Use admin privileges when installing py.exe". Sesudah itu klik mulai.bat lagi.
echo.
echo Python 3.11, 3.12 or 3.13 (64-bit) was not found on this computer. Install Python 3.13 from
echo the address above ("Windows installer (64-bit)", "Install Now"; no admin rights are needed:
echo clear "Use admin privileges when installing py.exe"), then start mulai.bat again.
echo.
echo Yang ada / Found:
py.exe --list 2>nul
python.exe --version 2>nul
pause
exit /b 2

:packed
echo Berkas ini dijalankan dari dalam ZIP. Ekstrak dulu seluruh isi ZIP (klik kanan, "Extract All"),
echo lalu jalankan mulai.bat di folder hasilnya.
echo.
echo This file was started from inside the ZIP. Extract all of it first (right click, "Extract All"),
echo then start mulai.bat in the folder that this makes.
pause
exit /b 2
